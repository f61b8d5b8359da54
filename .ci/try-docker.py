#!/usr/bin/env python3
"""Builds the file systems of the images in runner-configs/docker without Docker, and runs them.

Takes root, Linux, debootstrap (or a folder with Debian, as --debian) and the files of `mvn package`.
Debian's base system stands for the base images, and the JDK of this machine for the one in them.
The steps of each Dockerfile are executed as they are written. Then the command runs as a user
without rights, on a read-only file system, with a /tmp that executes nothing and a folder to write in.
"""

import argparse
import base64
import hashlib
import hmac
import json
import os
import re
import shlex
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
DOCKER = REPOSITORY / "runner-configs/docker"


class Image:
    """A file system and the settings that an image has beside it."""

    def __init__(self, root, env=None):
        self.root, self.env = root, dict(env or {})
        self.user, self.folder, self.entrypoint = "0", "/", []


def instructions(dockerfile):
    text = re.sub(r"^\s*#.*\n", "", dockerfile.read_text(), flags=re.M)
    for line in re.sub(r"\\\n", "", text).splitlines():
        if line.strip():
            word, rest = line.split(None, 1)
            yield word.upper(), rest.strip()


def build(dockerfile, bases, scratch):
    """Executes the steps of a Dockerfile; returns the image of its last stage."""
    stages, args, image = {}, {}, None
    for word, rest in instructions(dockerfile):
        rest = re.sub(r"\$\{(\w+)\}", lambda m: args.get(m[1], m[0]), rest)
        print(f"   {word} {rest[:100]}", flush=True)
        if word == "ARG":
            name, _, value = rest.partition("=")
            args[name] = value
        elif word == "FROM":
            name, _, alias = rest.partition(" AS ")
            base = bases(name)
            root = Path(tempfile.mkdtemp(prefix="image-", dir=scratch))
            subprocess.run(["cp", "-a", f"{base.root}/.", root], check=True)
            image = Image(root, base.env)
            image.user, image.folder, image.entrypoint = base.user, base.folder, base.entrypoint
            stages[alias or name] = image
        elif word == "ENV":
            image.env.update(pair.split("=", 1) for pair in shlex.split(rest))
        elif word == "COPY":
            words = rest.split()
            source = REPOSITORY
            if words[0].startswith("--from="):
                source = stages[words.pop(0)[7:]].root
            *files, target = words
            into = image.root / target.lstrip("/")
            (into if target.endswith("/") else into.parent).mkdir(parents=True, exist_ok=True)
            subprocess.run(["cp", "-a", *[source / f.lstrip("/") for f in files], into], check=True)
        elif word == "RUN":
            done = inside(image, ["sh", "-ec", rest], user="0", writable=True, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            if done.returncode:
                raise SystemExit(f"exit code {done.returncode}\n{done.stdout}")
        elif word == "USER":
            image.user = rest
        elif word == "WORKDIR":
            image.folder = rest
        elif word == "ENTRYPOINT":
            image.entrypoint = json.loads(rest)
        elif word != "CMD":
            raise SystemExit(f"{dockerfile}: {word} is not known to this script")
    return image


def inside(image, command, user=None, writable=False, volume=None, env=None, temporary="noexec",
           **options):
    """Runs a command with an image as its file system."""
    uid, _, gid = (user or image.user).partition(":")
    root = shlex.quote(str(image.root))
    script = [f"mount --bind {root} {root}", f"mount --rbind /dev {root}/dev"]
    script.append(f"mount -t proc proc {root}/proc")
    if volume:
        script.append(f"mount --bind {shlex.quote(str(volume))} {root}/data")
    for file in ["/etc/resolv.conf", "/etc/hosts"]: # as Docker does
        script.append(f"[ -e {root}{file} ] || : > {root}{file}; mount --bind {file} {root}{file}")
    if not writable:
        script.append(f"mount -o remount,bind,ro {root}")
        script.append(f"mount -t tmpfs -o {temporary},nosuid,nodev,mode=1777,size=400m tmpfs {root}/tmp")
    own = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
    words = ["env", "-i", *[f"{k}={v}" for k, v in {**own, **image.env, **(env or {})}.items()]]
    words += ["setpriv", f"--reuid={uid}", f"--regid={gid or 0}", "--clear-groups"]
    words += ["sh", "-c", f"cd {image.folder} && exec \"$@\"", "sh", *command]
    script.append(f"exec chroot {root} {shlex.join(words)}")
    return subprocess.run(
        ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-ec", "\n".join(script)],
        stdin=subprocess.DEVNULL, timeout=600, **options)


class Trials:
    """The command in an image."""

    def __init__(self, image, scratch):
        self.image, self.scratch, self.failed = image, scratch, []

    def run(self, name, args, expected="", user=None, env=None, temporary="noexec"):
        volume = Path(tempfile.mkdtemp(prefix="volume-", dir=self.scratch))
        made = self.image.root / "work" # a volume has the owner and the mode of the folder
        os.chown(volume, made.stat().st_uid, made.stat().st_gid)
        volume.chmod(made.stat().st_mode & 0o7777)
        for file, text in self.files.items():
            (volume / file).write_text(text)
        start = time.time()
        done = inside(self.image, self.image.entrypoint + args, user=user, env=env,
                      temporary=temporary, volume=volume, capture_output=True, text=True)
        said = done.stdout + done.stderr
        good = done.returncode == 0 and re.search(expected, said)
        print(f"{'ok    ' if good else 'FAILED'} {name} ({time.time() - start:.1f} s)", flush=True)
        if not good:
            self.failed.append(name)
            print(f"exit code {done.returncode}\n{said}")
        return volume

    files = {}

    def s3(self, port):
        """Writes to a store, by the client for S3 that the command has."""
        endpoint = f"http://127.0.0.1:{port}"
        for _ in range(100):
            with socket.socket() as there:
                if there.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        make = urllib.request.Request(f"{endpoint}/datasets", method="PUT")
        day = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime())
        signed = hmac.new(b"b", f"PUT\n\n\n{day}\n/datasets".encode(), hashlib.sha1).digest()
        make.add_header("Date", day)
        make.add_header("Authorization", "AWS a:" + base64.b64encode(signed).decode())
        urllib.request.urlopen(make).close()
        self.run("a dataset in S3",
                 ["run", "quickstart", "-o", "s3://datasets/q", f"--endpoint={endpoint}"],
                 "manifest  s3://datasets/q/metadata",
                 env={"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}, temporary="exec")

    def check(self, name, good):
        print(f"{'ok    ' if good else 'FAILED'} {name}", flush=True)
        if not good:
            self.failed.append(name)


def api(scratch):
    """Starts an API with a certificate on an elliptic curve; returns its port and its key's files."""
    key, certificate = scratch / "key.pem", scratch / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost"], check=True, capture_output=True)

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):
            body = json.dumps([{"a": "日本"}], ensure_ascii=False).encode("shift_jis")
            self.send_response(200)
            self.send_header("Content-Type", "application/json; charset=Shift_JIS")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answers)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port, certificate


def s3_server(scratch):
    """Starts the S3 server of the tests; returns its process and its port."""
    found = sorted(Path.home().glob(".m2/repository/org/gaul/s3proxy/*/*-jar-with-dependencies.jar"))
    if not found:
        return None, 0
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    properties = scratch / "s3proxy.properties"
    properties.write_text(f"""s3proxy.authorization=aws-v2-or-v4
s3proxy.identity=a
s3proxy.credential=b
s3proxy.endpoint=http://127.0.0.1:{port}
jclouds.provider=transient-nio2
jclouds.identity=a
jclouds.credential=b
""")
    with open(scratch / "s3proxy.log", "w") as log:
        process = subprocess.Popen(["java", "-Xmx300m", "-cp", found[-1], "org.gaul.s3proxy.Main",
                                    "--properties", properties], stdout=log, stderr=log)
    return process, port


def plain(scratch, debian):
    """Tries the image of the command; returns it."""
    jdk = Path(os.path.realpath(shutil.which("javac"))).parent.parent

    def base(name):
        image = Image(debian, {})
        if name.startswith("eclipse-temurin:17"):
            root = scratch / "jdk"
            if not root.exists():
                subprocess.run(["cp", "-a", f"{debian}/.", root], check=True)
                (root / "opt/java").mkdir(parents=True)
                subprocess.run(["tar", "-ch", "--exclude=src.zip", "--exclude=docs", "-C", jdk, "-f",
                                scratch / "jdk.tar", "."], check=True)
                (root / "opt/java/openjdk").mkdir()
                subprocess.run(["tar", "-x", "-C", root / "opt/java/openjdk", "-f",
                                scratch / "jdk.tar"], check=True)
            return Image(root, {"JAVA_HOME": "/opt/java/openjdk"})
        return image

    image = build(DOCKER / "Dockerfile", base, scratch)
    size = subprocess.run(["du", "-sm", image.root / "opt"], capture_output=True, text=True).stdout
    print(f"   the image has {size.split()[0]} MB beside Debian's base system")
    port, certificate = api(scratch)
    trials = Trials(image, scratch)
    trials.files = {
        "api.yaml": f"""
name: api
generators:
  - name: words
    http: {{url: "https://localhost:{port}/${{query}}"}}
    queries: [a]
""",
        "parquet.yaml": """
name: columns
generators: [{generator: maze, samples: 50}]
output: {format: parquet}
""",
        "zstd.yaml": """
name: packed
generators: [{generator: maze, samples: 50}]
output: {compression: zstd}
"""}
    first = trials.run("a dataset on a read-only file system", ["run", "quickstart", "-o", "out"])
    here = scratch / "here"
    subprocess.run([REPOSITORY / "pipeline/target/seedmill", "run", "quickstart", "-o", here],
                   check=True, capture_output=True)
    latest = "consolidated/latest.jsonl"
    trials.check("it has the bytes that this machine makes",
                 (first / "out" / latest).read_bytes() == (here / latest).read_bytes())
    trials.run("a user without a name", ["run", "quickstart", "-n20", "-o", "out"], user="54321:0")
    trials.run("Flink inside the process",
               ["run", "quickstart", "-n20", "-o", "out", "--runner=FlinkRunner"])
    trials.run("pictures", ["run", "vision-tasks", "-n3", "-o", "out"])
    trials.run("Parquet", ["run", "parquet.yaml", "-o", "out"])
    trials.run("Zstandard", ["run", "zstd.yaml", "-o", "out"])
    used = trials.run("the archive of classes", ["run", "quickstart", "-n20", "-o", "out"],
                      env={"SEEDMILL_JAVA_OPTS": "-Xlog:class+load:file=/data/classes"})
    trials.check("classes come from it",
                 (used / "classes").read_text().count("shared objects file (top)") > 5_000)
    recorded = trials.run("a recording of the JVM", ["run", "quickstart", "-n20", "-o", "out"],
                          env={"SEEDMILL_JAVA_OPTS": "-XX:StartFlightRecording=filename=/data/r.jfr"})
    trials.check("it is there", (recorded / "r.jfr").stat().st_size > 10_000)

    store = scratch / "authorities"
    subprocess.run(["keytool", "-importcert", "-noprompt", "-storepass", "changeit", "-alias", "a",
                    "-file", certificate, "-keystore", store], check=True, capture_output=True)
    (image.root / "opt/authorities").write_bytes(store.read_bytes())
    answered = trials.run(
        "an API with TLS on an elliptic curve, in another charset", ["run", "api.yaml", "-o", "out"],
        env={"SEEDMILL_JAVA_OPTS": "-Djavax.net.ssl.trustStore=/opt/authorities"
             " -Djavax.net.ssl.trustStorePassword=changeit"})
    records = answered / "out" / latest
    trials.check("its text is read", records.exists() and "日本" in records.read_text())

    server, port = s3_server(scratch)
    if server:
        try:
            trials.s3(port)
        finally:
            server.terminate()
    else:
        print("SKIPPED: S3 (its server comes with the tests: mvn package)")
    return image, trials.failed


def workers(scratch, plain_image):
    """Tries the image with Python and Node.js."""
    image = build(DOCKER / "Dockerfile.workers", lambda name: plain_image, scratch)
    readme = (REPOSITORY / "generators/sources/README.md").read_text()
    trials = Trials(image, scratch)
    trials.files = {
        match[1]: match[0]
        for match in re.finditer(r"^(?:#|//) (dice\.\w+)\n.*?(?=^```)", readme, flags=re.M | re.S)}
    trials.run("programs in Python, JavaScript and shell", ["run", "dice.yaml", "-o", "out"])
    return trials.failed


def compose():
    """Reads the compose file as a YAML parser does, and checks that its names are there."""
    import yaml
    services = yaml.safe_load((DOCKER / "docker-compose.yml").read_text())
    names = set(services["services"])
    wrong = []
    for name, service in services["services"].items():
        wrong += [f"{name}: {each}" for each in service.get("depends_on", []) if each not in names]
        for volume in service.get("volumes", []):
            if volume.split(":")[0] not in services["volumes"]:
                wrong.append(f"{name}: {volume}")
        if "image" not in service or service["image"].endswith("latest"):
            wrong.append(f"{name}: an image with a tag is needed")
    print(f"{'FAILED' if wrong else 'ok    '} docker-compose.yml: {len(names)} services {wrong or ''}")
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--debian", type=Path, help="a folder with Debian's base system")
    parser.add_argument("--keep", action="store_true", help="keep the file systems")
    options = parser.parse_args()
    scratch = Path(tempfile.mkdtemp(prefix="seedmill-docker-"))
    scratch.chmod(0o755)
    try:
        failed = compose()
        debian = options.debian
        if not debian:
            debian = scratch / "debian"
            subprocess.run(["debootstrap", "--variant=minbase", "bookworm", debian], check=True,
                           stdout=subprocess.DEVNULL)
        image, more = plain(scratch, debian)
        failed += more + workers(scratch, image)
    finally:
        if not options.keep:
            shutil.rmtree(scratch, ignore_errors=True)
        else:
            print(scratch)
    sys.exit(f"failed: {failed}" if failed else None)


if __name__ == "__main__":
    main()
