package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.ZstdOutputStream;
import io.seedmill.pipeline.testing.Program;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Given a temporary folder that is full, read-only, missing or lets no file be executed, when the
 * packaged command runs in it and without a home, then it runs, or says what to do in a sentence.
 */
class TemporaryFolderIT {

  private static final Duration LONGEST = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @BeforeEach
  void requireMounts() throws Exception {
    Process trial =
        new ProcessBuilder("unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", folder.toString())
            .start();
    assumeTrue(
        trial.waitFor(10, TimeUnit.SECONDS) && trial.exitValue() == 0,
        "this user may not mount file systems");
    Files.writeString(
        folder.resolve("maze.yaml"), "generators: [{generator: maze, samples: 20}]\n");
    Files.writeString(
        folder.resolve("program.yaml"),
        """
        generators:
          - command: [sh, -c, 'while read -r t; do echo "{\\"a\\": 1}"; done']
            lines: bare
            name: program
            samples: 1
        """);
    Files.writeString(folder.resolve("zst.yaml"), "generators: [{files: in.jsonl.zst}]\n");
    Files.writeString(folder.resolve("gz.yaml"), "generators: [{files: in.jsonl.gz}]\n");
    byte[] lines = "{\"text\":\"line\"}\n".repeat(200_000).getBytes(StandardCharsets.UTF_8);
    try (OutputStream gzip =
            new GZIPOutputStream(Files.newOutputStream(folder.resolve("in.jsonl.gz")));
        OutputStream zstd =
            new ZstdOutputStream(Files.newOutputStream(folder.resolve("in.jsonl.zst")))) {
      gzip.write(lines);
      zstd.write(lines);
    }
  }

  @Test
  void aPlainRunNeedsNoRoomInIt() throws Exception {
    assertThat(run("size=1m", "maze", "", 0), containsString("consolidated-run.jsonl"));
  }

  @Test
  void zstandardIsReadWhereNoFileCanBeExecuted() throws Exception {
    assertThat(run("noexec", "zst", "", 0), containsString("consolidated-run.jsonl"));
  }

  @Test
  void whatIsInflatedNamesTheFullFolder() throws Exception {
    refused("size=1m", "gz", "in.jsonl.gz cannot be inflated", "No space left on device");
  }

  @Test
  void aProgramNamesTheFolderThatItsOwnCannotBeMadeIn() throws Exception {
    refused("ro", "program", "no folder for programs could be made", "Read-only file system");
  }

  @ParameterizedTest
  @CsvSource({
    "files, 'head -c 9000000 /dev/zero >OUT/a; echo 1 >OUT/a.json; exit 0'", // tells nothing
    "lines, 'head -c 9000000 /dev/zero >a || { rm a; exit 1; }'" // there is room again
  })
  void aProgramThatFailsSinceItsDiskIsFullStopsTheRun(String mode, String script) throws Exception {
    boolean files = mode.equals("files");
    Files.writeString(folder.resolve("a.sh"), script.replace("OUT", "\"$1\""));
    Files.writeString(
        folder.resolve("full.yaml"),
        """
        maxFailureRate: 1
        generators:
          - command: [sh, a.sh%s]
            %s
            name: full
            samples: 1
        """
            .formatted(
                files ? ", '{output}'" : "",
                files ? "mode: files\n    collect: {sample: file}\n    taskSize: 1" : ""));
    String printed = run("size=4m", "full", "", 1);
    assertThat(printed, containsString("a program failed, and there is no room in its folder"));
    assertThat(printed, containsString("(another one: SEEDMILL_JAVA_OPTS="));
    assertThat(Files.exists(folder.resolve("out/metadata")), is(false));
  }

  @Test
  void aPluginNamesTheFolderIntoWhichItCannotBeCopied() throws Exception {
    Files.writeString(folder.resolve("plugin.jar"), "no matter what");
    String printed = run("ro", "maze", "--plugins=plugin.jar", 1);
    assertThat(
        printed,
        containsString(
            "plugins cannot be copied into the temporary folder " + folder + "/tmp (an"));
    assertThat(printed, containsString("Read-only file system"));
  }

  @Test
  void theEmbeddedClusterNamesTheFolder() throws Exception {
    String printed = run("ro", "maze", "--runner=FlinkRunner", 1);
    assertThat(printed, containsString("Flink does not take the job: "));
    assertThat(printed, containsString("in the temporary folder " + folder.resolve("tmp")));
  }

  @Test
  void withoutAnyFolderForLibrariesEachIsNamed() throws Exception {
    String mounts = "mount -t tmpfs -o noexec tmpfs out; mount -t tmpfs -o ro tmpfs /var/tmp";
    String printed = run("noexec", "maze", "", 1, mounts);
    assertThat(
        printed,
        containsString(
            "tried %s (no file can be executed there), /var/tmp (Read-only file system), %s (no file"
                    .formatted(folder.resolve("tmp"), folder.resolve("out"))
                + " can be executed there)"));
    assertThat(printed, containsString("SEEDMILL_JAVA_OPTS=-Djava.io.tmpdir=<folder>"));
  }

  private void refused(String mount, String spec, String what, String why) throws Exception {
    String printed = run(mount, spec, "", 1);
    assertThat(printed, containsString(what));
    assertThat(
        printed, containsString(folder.resolve("tmp") + " (another one: SEEDMILL_JAVA_OPTS="));
    assertThat(printed, containsString(why));
    assertThat(Files.exists(folder.resolve("out/metadata")), is(false));
  }

  private String run(String mount, String spec, String options, int exitCode) throws Exception {
    return run(mount, spec, options, exitCode, ":");
  }

  /** Runs a spec in a file system of its own, in which the temporary folder is mounted. */
  private String run(String mount, String spec, String options, int exitCode, String mounts)
      throws Exception {
    Path script = folder.resolve("script.sh");
    Files.writeString(
        script,
        """
        set -e
        mkdir -p tmp out home
        case %1$s in
          missing) rmdir tmp ;;
          *) mount -t tmpfs -o %1$s tmpfs tmp ;;
        esac
        mount -t tmpfs -o ro tmpfs home
        %2$s
        test %1$s != size=1m || head -c 2000000 /dev/zero >tmp/full 2>/dev/null || true
        unset XDG_CACHE_HOME XDG_RUNTIME_DIR
        export HOME=$PWD/home
        SEEDMILL_JAVA_OPTS=-Djava.io.tmpdir=$PWD/tmp exec %3$s run --dataset=%4$s.yaml \\
          --output="$PWD/out" --run-id=run %5$s
        """
            .formatted(mount, mounts, Program.command(), spec, options));
    try (Program run = Program.script(List.of("unshare", "-m", "sh"), script, folder, Map.of())) {
      assertThat(run.exitCode(LONGEST) + run.printed(), is(exitCode + run.printed()));
      assertThat(run.printed(), not(containsString("\tat ")));
      assertThat(run.printed(), not(containsString("Exception")));
      return run.printed();
    } finally {
      remove(folder.resolve("out"));
    }
  }

  private static void remove(Path output) throws IOException {
    io.seedmill.transforms.storage.Storage.of(output.toString()).delete("");
  }
}
