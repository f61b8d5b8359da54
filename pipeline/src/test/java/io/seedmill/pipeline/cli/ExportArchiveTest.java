package io.seedmill.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.pipeline.export.RunArchive;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Given a run that is packed, when it is unpacked by 'tar', then it is an output as it was. */
class ExportArchiveTest {

  @TempDir private Path folder;

  @Test
  void whatIsUnpackedIsValid() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/tar")) || Files.isExecutable(Path.of("/bin/tar")));
    Path output = folder.resolve("out");
    run(output, "first", "--seed=1");
    run(output, "second", "--seed=2", "--parts=2");
    Path file = folder.resolve("second.tar.gz");
    CommandResult packed = seedmill("export", "--run=" + output, "--to=" + file);
    assertThat(packed.err(), packed.exitCode(), is(ExitCode.DONE));

    Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
    Process tar =
        new ProcessBuilder("tar", "-xzf", file.toString(), "-C", unpacked.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor(1, TimeUnit.MINUTES), is(true));
    assertThat(tar.exitValue(), is(0));

    CommandResult valid = seedmill("validate", unpacked.toString());
    assertThat(valid.out() + valid.err(), valid.exitCode(), is(ExitCode.DONE));
    assertThat(
        Files.readString(unpacked.resolve("consolidated/latest-00001-of-00002.jsonl")),
        is(Files.readString(output.resolve("consolidated/latest-00001-of-00002.jsonl"))));
    assertThat(
        seedmill("runs", unpacked.toString(), "--json").out(), containsString("\"version\":2"));
  }

  @Test
  void theSameRunIsTheSameBytes() throws Exception {
    Path output = folder.resolve("out");
    run(output, "first", "--seed=1");
    seedmill("export", "--run=" + output, "--to=" + folder.resolve("a.tar.gz"));
    Files.setLastModifiedTime(
        output.resolve("metadata/first/manifest.json"), FileTime.fromMillis(1_000_000));
    run(output, "other", "--seed=2");
    seedmill("export", "--run=" + output + "/metadata/first", "--to=" + folder.resolve("b.tar.gz"));

    assertThat(Files.mismatch(folder.resolve("a.tar.gz"), folder.resolve("b.tar.gz")), is(-1L));
  }

  @Test
  void aMistakeAndADamagedFileLeaveNoArchive() throws Exception {
    Path output = folder.resolve("out");
    run(output, "first", "--seed=1");
    Path file = folder.resolve("sub/a.tar.gz");
    CommandResult sample = seedmill("export", "--run=" + output, "--to=" + file, "--sample=1");
    assertThat(sample.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(sample.err(), containsString("--sample: found beside --to="));

    Path part = output.resolve("consolidated/consolidated-first.jsonl");
    byte[] bytes = Files.readAllBytes(part);
    bytes[20] ^= 1;
    Files.write(part, bytes);
    CommandResult damaged = seedmill("export", "--run=" + output, "--to=" + file);

    assertThat(damaged.exitCode(), is(ExitCode.FAILED));
    assertThat(damaged.err(), containsString("consolidated-first.jsonl is not as its run left it"));
    try (var left = Files.list(file.getParent())) {
      assertThat(left.count(), is(0L));
    }
  }

  @Test
  void aFileThatAnotherExportWritesMeanwhileStays() throws Exception {
    Path output = folder.resolve("out");
    run(output, "first", "--seed=1");
    Storage storage = Storage.of(output.toString());
    Manifest manifest = Manifest.parse(storage.read("metadata/first/manifest.json"));
    Path file = Files.createDirectory(folder.resolve("to")).resolve("a.tar.gz");
    assertThrows(
        FileAlreadyExistsException.class,
        () ->
            new RunArchive(storage, manifest)
                .write(file, List.of(), bytes -> writeUnchecked(file, "another's")));
    assertThat(Files.readString(file), is("another's"));
    try (var left = Files.list(file.getParent())) {
      assertThat(left.count(), is(1L));
    }
  }

  private static void writeUnchecked(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void assetsAreInIt() throws Exception {
    Path output = folder.resolve("out");
    CommandResult run = seedmill("run", "vision-tasks", "--samples=1", "--output=" + output);
    assertThat(run.err(), run.exitCode(), is(ExitCode.DONE));
    Path file = folder.resolve("vision.tar.gz");

    CommandResult packed = seedmill("export", "--run=" + output, "--to=" + file, "--json");

    assertThat(packed.err(), packed.exitCode(), is(ExitCode.DONE));
    int assets;
    try (var files = Files.walk(output.resolve("assets"))) {
      assets = (int) files.filter(Files::isRegularFile).count();
    }
    try (var files = Files.walk(output.resolve("consolidated"))) {
      assets += (int) files.filter(Files::isRegularFile).count();
    }
    assertThat(
        "besides: keys, manifest, report, registry, pointer",
        new ObjectMapper().readTree(packed.out()).path("files").asInt(),
        is(assets + 5));
  }

  private static void run(Path output, String run, String... options) {
    String[] args = new String[options.length + 4];
    args[0] = "run";
    args[1] = "--output=" + output;
    args[2] = "--run-id=" + run;
    args[3] = "--samples=10";
    System.arraycopy(options, 0, args, 4, options.length);
    CommandResult result = seedmill(args);
    assertThat(result.err(), result.exitCode(), is(ExitCode.DONE));
  }

  private static CommandResult seedmill(String... args) {
    return CommandResult.seedmill(args);
  }
}
