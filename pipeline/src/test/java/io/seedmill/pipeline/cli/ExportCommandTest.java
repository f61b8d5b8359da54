package io.seedmill.pipeline.cli;

import static io.seedmill.pipeline.testing.CommandResult.seedmill;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.pipeline.export.GitRepository;
import io.seedmill.pipeline.testing.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repositories of a run as folders and git repositories. */
class ExportCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void aSampleBecomesAGitRepositoryWithItsHistory() throws Exception {
    assumeTrue(GitRepository.isThere(), "git is not on the PATH");
    Path out = folder.resolve("out");
    CommandResult run =
        seedmill(
            "run",
            "--dataset=example-repos",
            "-n=1",
            "--only=category=shop",
            "--only=language=python",
            "--output=" + out);
    assertThat(run.err(), run.exitCode(), is(0));
    Path data = out.resolve("consolidated/latest.jsonl");
    JsonNode record = JSON.readTree(Files.readAllLines(data).get(1));
    Path to = folder.resolve("to");
    CommandResult export = seedmill("export", "--run=" + out, "--sample=2", "--to=" + to);
    assertThat(export.err(), export.exitCode(), is(0));
    Path repository = Path.of(export.out().strip());
    assertThat(repository.getParent(), is(to));
    for (var file : record.get("files").properties()) {
      assertThat(
          Files.readString(repository.resolve(file.getKey())), is(file.getValue().textValue()));
    }
    Process log =
        new ProcessBuilder("git", "rev-list", "--count", "HEAD")
            .directory(repository.toFile())
            .start();
    String commits = new String(log.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(Integer.parseInt(commits), is(record.get("commits").size()));

    String id = record.get("id").textValue().substring(0, 8);
    Path again = folder.resolve("again");
    CommandResult byId = seedmill("export", "--run=" + run(out), "--sample=" + id, "--to=" + again);
    assertThat(byId.err(), byId.exitCode(), is(0));
    assertThat(
        Files.readString(again.resolve(repository.getFileName()).resolve(".git/refs/heads/main")),
        is(Files.readString(repository.resolve(".git/refs/heads/main"))));
    CommandResult full = seedmill("export", "--run=" + out, "--to=" + to);
    assertThat(full.exitCode(), is(2));
    assertThat(full.err(), containsString("--to: found '" + to + "', which is not empty"));
    CommandResult none =
        seedmill("export", "--run=" + out, "--sample=999", "--to=" + folder.resolve("none"));
    assertThat(none.exitCode(), is(2));
    assertThat(none.err(), containsString("--sample: found no sample '999'"));
    assertThat(Files.exists(folder.resolve("none")), is(false));
  }

  /** Of two exports that find the same folder empty, one writes into it. */
  @Test
  void aFolderIsTakenByOneExport() throws Exception {
    Path out = folder.resolve("out");
    seedmill("run", "-n5", "--output=" + out);
    Path to = Files.createDirectory(folder.resolve("to"));
    Path mark = Files.createFile(to.resolve(".seedmill-export"));
    String[] export = {"export", "--run=" + out, "--layout=folders", "--to=" + to};
    CommandResult second = seedmill(export);
    assertThat(second.exitCode(), is(2));
    assertThat(second.err(), containsString("into which another export writes"));
    Files.delete(mark);
    CommandResult first = seedmill(export);
    assertThat(first.err(), first.exitCode(), is(0));
    assertThat(Files.exists(mark), is(false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../out.txt",
        "/etc/out.txt",
        "a/../../b",
        ".git/config",
        "a/.GIT/x",
        "a\\\\b",
        "",
        "a//b",
        "c:/x"
      })
  void aPathThatLeavesTheFolderIsRefused(String path) throws Exception {
    Path out =
        published(
            "{\"id\":\"00000000000000000000000000000001\",\"files\":{\"%s\":\"x\"}}"
                .formatted(path));
    CommandResult export = seedmill("export", "--run=" + out, "--to=" + folder.resolve("to"));
    assertThat(export.exitCode(), is(2));
    assertThat(export.err(), containsString("without '..' and outside of '.git'"));
    assertThat(Files.exists(folder.resolve("to")), is(false));
  }

  @Test
  void aSampleWithoutHistoryIsAFolder() throws Exception {
    Path out =
        published("{\"id\":\"00000000000000000000000000000001\",\"files\":{\"a/b.txt\":\"x\"}}");
    CommandResult export = seedmill("export", "--run=" + out, "--to=" + folder.resolve("to"));
    assertThat(export.err(), export.exitCode(), is(0));
    assertThat(Files.readString(folder.resolve("to/sample-00000000/a/b.txt")), is("x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"inline", "files"})
  void folderHasAFileForEachField(String assets) throws Exception {
    Path spec =
        Files.writeString(
            folder.resolve("v.yaml"),
            "name: v\ngenerators:\n  - {generator: vision-tasks, samples: 3}\noutput: {assets: "
                + assets
                + "}\n");
    Path out = folder.resolve("out");
    CommandResult run = seedmill("run", spec.toString(), "-o", out.toString());
    assertThat(run.err(), run.exitCode(), is(0));
    Path to = folder.resolve("to");
    CommandResult export = seedmill("export", "--run=" + out, "--layout=folders", "--to=" + to);
    assertThat(export.err(), export.exitCode(), is(0));
    for (String line : Files.readAllLines(out.resolve("consolidated/latest.jsonl"))) {
      JsonNode record = JSON.readTree(line);
      Path of =
          to.resolve(record.at("/metadata/domain").asText() + "_task")
              .resolve(record.get("id").asText());
      assertThat(Files.readString(of.resolve("prompt.txt")), is(record.get("prompt").asText()));
      for (String frame : List.of("first_frame", "final_frame")) {
        byte[] png = Files.readAllBytes(of.resolve(frame + ".png"));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(png);
        assertThat(
            HexFormat.of().formatHex(digest),
            is(record.at("/" + frame + "/$asset/sha256").asText()));
      }
      assertThat(JSON.readTree(of.resolve("metadata.json").toFile()), is(record.get("metadata")));
    }
  }

  @Test
  void aDatasetWithoutFilesAndAPlaceWithoutARunAreTold() throws Exception {
    Path out = published("{\"id\":\"00000000000000000000000000000001\",\"answer\":\"x\"}");
    CommandResult export = seedmill("export", "--run=" + out, "--to=" + folder.resolve("to"));
    assertThat(export.exitCode(), is(2));
    assertThat(
        export.err(),
        containsString(
            "--run: found no sample with files in 1; allowed: a run of a dataset such as example-repos,"
                + " or for other samples --layout=folders or --to=<file>.tar.gz"));
    CommandResult nowhere =
        seedmill("export", "--run=" + folder.resolve("none"), "--to=" + folder.resolve("to"));
    assertThat(nowhere.exitCode(), is(2));
    assertThat(nowhere.err(), containsString("--run: found no published run at"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"to", "to.tar.gz"})
  void aPlaceBelowAFileIsToldBeforeAnyWork(String name) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    Path to = file.resolve("sub").resolve(name);
    CommandResult export = seedmill("export", "--run=" + folder, "--to=" + to);
    assertThat(export.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(
        export.err(), containsString("--to: found '%s', and '%s' is a file".formatted(to, file)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"repositories", "folders"})
  void allThatIsWrittenIsOnTheDisk(String layout) throws Exception {
    Path out = folder.resolve("out");
    CommandResult run =
        seedmill(
            "run",
            "--dataset=example-repos",
            "-n=1",
            "--only=category=shop",
            "--only=language=python",
            "--output=" + out);
    assertThat(run.err(), run.exitCode(), is(0));
    Path to = folder.resolve("new/to");
    Path recorded = folder.resolve("forced.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.FileForce").withoutThreshold();
      recording.start();
      CommandResult export = seedmill("export", "--run=" + out, "--layout=" + layout, "--to=" + to);
      assertThat(export.err(), export.exitCode(), is(0));
      recording.dump(recorded);
    }
    Set<String> forced = new HashSet<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(recorded)) {
      if (event.getEventType().getName().equals("jdk.FileForce")) {
        forced.add(event.getString("path"));
      }
    }
    try (Stream<Path> written = Files.walk(to)) {
      assertThat(
          written.map(Path::toString).filter(path -> !forced.contains(path)).toList(), empty());
    }
    assertThat(forced, hasItem(to.getParent().toString()));
  }

  private static String run(Path out) throws IOException {
    JsonNode latest = JSON.readTree(out.resolve("metadata/latest-run.json").toFile());
    return out + "/metadata/" + latest.get("run").textValue();
  }

  /** Publishes a small dataset, and puts a record in the place of its first. */
  private Path published(String record) throws Exception {
    Path out = folder.resolve("out");
    assertThat(
        seedmill("run", "--dataset=quickstart", "-n=1", "--run-id=r", "--output=" + out).exitCode(),
        is(0));
    byte[] line = (record + "\n").getBytes(UTF_8);
    Files.write(out.resolve("consolidated/consolidated-r.jsonl"), line);
    Path path = out.resolve("metadata/r/manifest.json");
    ObjectNode manifest = (ObjectNode) JSON.readTree(path.toFile());
    ((ObjectNode) manifest.at("/parts/0"))
        .put("records", 1)
        .put("bytes", line.length)
        .put("sha256", HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(line)));
    manifest.remove("digest");
    JSON.writeValue(path.toFile(), manifest);
    return out;
  }
}
