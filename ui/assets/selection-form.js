/* The browser's half of ui/selection_form.py: a native form, its value a dictionary of text. */
(function () {
  'use strict';
  var h = React.createElement;

  function chosenOf(props) {
    var value = {};
    props.fields.forEach(function (field) {
      var given = (props.value || {})[field.name];
      value[field.name] = typeof given === 'string' && given !== '' ? given : field.default;
    });
    return value;
  }

  /* What the page's path says and no control: it belongs to every value, whatever the address has. */
  function fixedOf(fields) {
    var value = {};
    fields.forEach(function (field) {
      if (field.kind === 'fixed') { value[field.name] = field.default; }
    });
    return value;
  }

  function options(field) {
    return [].concat.apply([], field.groups.map(function (group) { return group[1]; }));
  }

  function hint(control, field) {
    return field.hint ? h('p', { className: 'hint', id: control + '-hint' }, field.hint) : null;
  }

  function described(control, field) {
    return field.hint ? control + '-hint' : undefined;
  }

  function choice(type, field, option, control, checked, onChange) {
    return h('label', { className: 'choice', htmlFor: control, key: option[0] },
      h('input', { type: type, id: control, name: field.name, value: option[0], checked: checked, onChange: onChange }),
      h('span', null, option[1]));
  }

  function Select(p) {
    var field = p.field;
    return h('div', { className: 'field field-' + field.name },
      h('label', { htmlFor: p.control }, field.label), hint(p.control, field),
      h('select', {
        id: p.control, name: field.name, value: p.value, 'aria-describedby': described(p.control, field),
        onChange: function (event) { p.choose(event.target.value); }
      }, field.groups.map(function (group, index) {
        var items = group[1].map(function (one) { return h('option', { key: one[0], value: one[0] }, one[1]); });
        return group[0] ? h('optgroup', { key: index, label: group[0] }, items) : items;
      })));
  }

  function Radios(p) {
    var field = p.field;
    return h('fieldset', { className: 'field field-' + field.name },
      h('legend', null, field.label), hint(p.control, field),
      h('div', { className: 'choices' }, options(field).map(function (option) {
        return choice('radio', field, option, p.control + '-' + option[0], option[0] === p.value,
          function () { p.choose(option[0]); });
      })));
  }

  function Places(p) {
    var field = p.field, known = options(field), input = React.useRef(null);
    var typed = React.useState(''), text = typed[0], setText = typed[1];
    var asked = React.useState(false), unknown = asked[0], setUnknown = asked[1], problem = p.control + '-problem';
    var slugs = p.value.split(',').filter(function (slug) {
      return known.some(function (one) { return one[0] === slug; });
    });
    function found(words) {
      var plain = words.trim().toLowerCase();
      return known.filter(function (one) { return one[1].toLowerCase() === plain; })[0];
    }
    /* Typing adds an area as soon as its name is whole; by Enter the reader asks for it. */
    function add(words, entered) {
      var place = found(words);
      setText(place ? '' : words);
      setUnknown(Boolean(entered && words.trim() && !place));
      if (place && slugs.indexOf(place[0]) < 0) { p.choose(slugs.concat(place[0]).join(',')); }
    }
    function remove(slug) {
      var left = slugs.filter(function (one) { return one !== slug; });
      if (input.current) { input.current.focus(); }
      p.choose(left.join(','));
    }
    return h('fieldset', { className: 'field field-' + field.name },
      h('legend', null, field.label),
      h('div', { className: 'choices chosen' }, slugs.map(function (slug) {
        var option = known.filter(function (one) { return one[0] === slug; })[0];
        return choice('checkbox', field, option, p.control + '-' + slug, true, function () { remove(slug); });
      })),
      h('label', { className: 'adding', htmlFor: p.control }, 'Add an area'), hint(p.control, field),
      h('input', {
        type: 'text', id: p.control, name: field.name, list: p.control + '-list', autoComplete: 'off',
        ref: input, value: text, 'aria-describedby': (unknown ? problem + ' ' : '') + described(p.control, field),
        'aria-invalid': unknown || undefined,
        onChange: function (event) { add(event.target.value); },
        onKeyDown: function (event) {
          if (event.key === 'Enter') { event.preventDefault(); add(event.target.value, true); }
        }
      }),
      h('p', { className: 'unknown', id: problem, role: 'alert' },
        unknown ? 'No area has this name. Choose one from the list.' : ''),
      h('datalist', { id: p.control + '-list' }, known.map(function (one) {
        return h('option', { key: one[0], value: one[1] });
      })));
  }

  function Hidden(p) {
    return p.value ? h('input', { type: 'hidden', id: p.control, name: p.field.name, value: p.value }) : null;
  }

  var KINDS = { select: Select, radio: Radios, places: Places, hidden: Hidden };

  function SelectionForm(props) {
    var value = chosenOf(props);
    function choose(name, text) {
      var next = Object.assign({}, value);
      next[name] = text;
      props.setProps({ value: next });
    }
    return h('form', {
      id: props.id, className: 'selection', method: 'get', action: props.action,
      'aria-label': 'Choose what is shown', 'data-defaults': JSON.stringify(chosenOf({ fields: props.fields })),
      'data-fixed': JSON.stringify(fixedOf(props.fields)),
      onSubmit: function (event) {
        event.preventDefault();
        props.setProps({ value: value });
      }
    }, props.fields.map(function (field) {
      var kind = KINDS[field.kind];
      return kind ? h(kind, {
        key: field.name, field: field, control: props.id + '-' + field.name, value: value[field.name],
        choose: function (text) { choose(field.name, text); }
      }) : null;
    }), h('div', { className: 'field submit' }, h('button', { type: 'submit' }, 'Show')));
  }

  window.outcomes_ui = Object.assign(window.outcomes_ui || {}, { SelectionForm: SelectionForm });
})();
