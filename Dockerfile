FROM python:3.13-slim AS build
WORKDIR /app
RUN python -m venv --without-pip /venv
COPY requirements.lock .
# Wheels only: nothing is compiled, so no stage needs a compiler.
RUN python -m pip --python /venv/bin/python install --no-cache-dir --disable-pip-version-check \
    --only-binary=:all: --require-hashes -r requirements.lock
COPY . .
# Compiled here: the running container may have a read-only root.
RUN /venv/bin/python -m compileall -q bot delivery domain extraction handlers intake reconciliation \
    rendering sandbox services storage

# PostgreSQL's own programs copy and restore its databases. The package around them brings Perl; they do not need it.
FROM python:3.13-slim AS postgresql
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client

FROM python:3.13-slim
# tini: hands signals on and buries what is left behind, whatever verb is run.
RUN apt-get update && apt-get install -y --no-install-recommends libpq5 tini \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/*
COPY --from=postgresql /usr/lib/postgresql/*/bin/pg_dump /usr/lib/postgresql/*/bin/pg_restore \
    /usr/lib/postgresql/*/bin/psql /usr/local/bin/
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DOZOR_DEMO_PORT=9464
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
# The default paths, data/..., lead to the volume: nothing else is written but what a backup needs of /tmp.
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin dozor \
    && install -d -o dozor -g dozor /data /data/backups && ln -s /data /app/data
USER 10001:10001
VOLUME /data
# `health` reads the age of the heartbeat file that the running bot touches in /data, or asks its port.
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 CMD ["python", "-m", "bot", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["tini", "--", "python", "-m", "bot"]
CMD ["run"]
