FROM python:3.11-slim AS build
WORKDIR /build
COPY locks/installer.txt locks/runtime.txt locks/
RUN pip install --no-cache-dir --require-hashes -r locks/installer.txt \
 && python -m venv --without-pip /opt/venv \
 && uv pip sync --require-hashes --compile-bytecode --python /opt/venv/bin/python locks/runtime.txt

FROM python:3.11-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin outcomes \
 && install --directory --owner outcomes /var/lib/outcomes
COPY --from=build /opt/venv /opt/venv
WORKDIR /srv/outcomes
COPY . .
RUN /opt/venv/bin/python -m compileall -q .
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    OUTCOMES_DATA_DIR=/var/lib/outcomes \
    HOST=0.0.0.0 \
    PORT=8050
USER 10001
VOLUME /var/lib/outcomes
EXPOSE 8050
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD \
    ["python", "-c", "import http.client, os, sys; site = http.client.HTTPConnection('127.0.0.1', int(os.environ['PORT']), timeout=4); site.request('GET', '/health'); sys.exit(site.getresponse().status != 200)"]
CMD ["gunicorn", "app:server"]
