package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.sun.net.httpserver.HttpServer;
import io.seedmill.pipeline.testing.Poll;
import io.seedmill.pipeline.testing.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Given the packaged command, when a user starts it, then it finds its jar and a JVM. */
class CommandIT {

  private static final Duration LONGEST = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void itWorksThroughSymbolicLinksAndFromAnyFolder() throws Exception {
    Path links = Files.createDirectory(folder.resolve("some links"));
    Path direct = Files.createSymbolicLink(links.resolve("direct"), Program.command());
    Files.createSymbolicLink(links.resolve("relative"), direct.getFileName());
    String version = started("cd '%s'; ./relative --version".formatted(links), 0);
    assertThat(version, matchesPattern("seedmill \\d\\S+\\R"));
    assertThat(started("PATH=\"$PATH:%s\"; direct --version".formatted(links), 0), is(version));
    assertThat(started("cd '%s'; sh ./relative --version".formatted(links), 0), is(version));
  }

  @Test
  void theDistributionRunsWhereItIsUnpacked() throws Exception {
    Path place = Files.createDirectory(folder.resolve("unpacked here"));
    started("tar -xzf '%s' -C '%s'".formatted(Program.distribution(), place), 0);
    Path root = only(place);
    assertThat(Files.isRegularFile(root.resolve("LICENSE")), is(true));
    assertThat(Files.isRegularFile(root.resolve("lib/seedmill-flink.jar")), is(true));
    String printed =
        started("cd '%s'; bin/seedmill run --output='an output' --run-id=first".formatted(root), 0);
    assertThat(printed, containsString("file      an output/consolidated/consolidated-first"));
    assertThat(
        started(
            "bash -c '. \"$1\"; complete -p seedmill' - '%s/completion/seedmill.bash'"
                .formatted(root),
            0),
        containsString("-F _seedmill_complete seedmill"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"LC_ALL=C", "LC_ALL=xx_YY.UTF-8", "LC_ALL= LC_CTYPE= LANG=xx_YY.UTF-8"})
  void namesBeyondAsciiWorkInALocaleWithoutAnEncoding(String locale) throws Exception {
    Path spec = folder.resolve("größe.yaml");
    Files.writeString(spec, "name: few\ngenerators:\n  - {generator: maze, samples: 2}\n");
    started(
        "%s %s run --dataset='%s' --output='%s'"
            .formatted(locale, Program.command(), spec, folder.resolve("größe")),
        0);
    assertThat(Files.isDirectory(folder.resolve("größe/consolidated")), is(true));
  }

  @Test
  void numbersThatAreCopiedHaveTheDigitsOfAscii() throws Exception {
    Path spec = folder.resolve("digits.yaml");
    Files.writeString(
        spec,
        """
        maxFailureRate: 1
        generators:
          - {command: [sh, -c, "while read -r t; do echo '{}'; done"], samples: 1, lines: bare, name: p}
        """);
    String printed =
        started(
            "SEEDMILL_JAVA_OPTS='-Duser.language=ar -Duser.country=EG' %s run --dataset='%s'"
                    .formatted(Program.command(), spec)
                + " --output='%s'".formatted(folder.resolve("digits")),
            0);
    assertThat(printed, containsString("--index=0"));
    assertThat(printed.chars().allMatch(c -> c < 128 || c == '…'), is(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
  void aSignalEndsTheRunAndLeavesNothingHalfDone(String runner) throws Exception {
    Path output = folder.resolve("ended-" + runner);
    List<String> args =
        List.of("run", "--dataset=benchmark", "--output=" + output, "--runner=" + runner);
    try (Program run = Program.seedmill(folder, args)) {
      Poll.until("samples wait", LONGEST, () -> hasSpill(output) || !run.isAlive());
      run.terminate();
      assertThat(run.printed(), run.exitCode(LONGEST), is(143));
      List<String> last = run.err().lines().toList();
      assertThat(
          run.printed(), last.get(last.size() - 1), startsWith("seedmill: stopped before the end"));
      assertThat(run.printed(), not(containsString("Exception")));
    }
    try (Stream<Path> left = Files.walk(output)) {
      assertThat(left.filter(Files::isRegularFile).toList(), is(List.of()));
    }
  }

  @Test
  void aSignalDuringASetUpTellsHowToGoOn() throws Exception {
    Path begun = folder.resolve("begun");
    Files.writeString(Files.createDirectory(folder.resolve("own")).resolve("p.py"), "");
    Path spec = folder.resolve("set-up.yaml");
    Files.writeString(
        spec,
        """
        generators:
          - command: [python3, p.py]
            name: p
            samples: 1
            repository: {path: own, setup: ["trap '' TERM; touch '%s'; sleep 600"]}
        """
            .formatted(begun));
    Map<String, String> environment = Map.of("SEEDMILL_CACHE", folder.resolve("cache").toString());
    List<String> args = List.of("run", spec.toString(), "-o", folder.resolve("none").toString());
    try (Program run = Program.seedmill(folder, args, environment)) {
      Poll.until("the set-up has begun", LONGEST, () -> Files.exists(begun) || !run.isAlive());
      run.terminate();
      assertThat(run.printed(), run.exitCode(LONGEST), is(143));
      assertThat(
          run.err(),
          containsString("stopped before the run began; nothing is published; the same command"));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aSignalEndsABenchmarkAndWhatItMeasures() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Map<String, String> environment = Map.of("SEEDMILL_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
    List<String> args = List.of("benchmark", "--columns=direct", "--samples=3000000");
    try (Program benchmark = Program.seedmill(folder, args, environment)) {
      Poll.until("a round has begun", LONGEST, () -> isFilled(temporary) || !benchmark.isAlive());
      List<ProcessHandle> measured =
          ProcessHandle.allProcesses()
              .filter(process -> process.info().commandLine().orElse("").contains(temporary + "/"))
              .toList();
      benchmark.terminate();
      assertThat(benchmark.printed(), benchmark.exitCode(LONGEST), is(143));
      assertThat(benchmark.err(), containsString("seedmill: stopped before the end"));
      assertThat(benchmark.printed(), not(containsString("Exception")));
      Poll.until(
          "all have ended", LONGEST, () -> measured.stream().noneMatch(ProcessHandle::isAlive));
    }
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(
          left.filter(each -> each.getFileName().toString().startsWith("seedmill-benchmark-"))
              .toList(),
          is(List.of()));
    }
  }

  /** Tells if the output of a measured run is there. */
  private static boolean isFilled(Path temporary) {
    try (Stream<Path> all = Files.walk(temporary)) {
      return all.anyMatch(each -> each.getFileName().toString().equals("output-b"));
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  @Test
  void coloursAndPicturesAreForTerminalsThatWantThem() throws Exception {
    Path spec = folder.resolve("drawn.yaml");
    Files.writeString(spec, "generators: [{generator: vision-tasks, samples: 1}]\n");
    Path terminal = folder.resolve("terminal.py");
    Files.writeString(
        terminal,
        """
        import os, pty, sys
        ended = pty.spawn(sys.argv[1:])
        sys.exit(os.waitstatus_to_exitcode(ended))
        """);
    String preview = "'%s' preview '%s' -n1".formatted(Program.command(), spec);
    String inTerminal = "env -u NO_COLOR -u TMUX %s python3 '%s' " + preview;
    String escape = "\u001b";
    assertThat(started(preview, 0), not(containsString(escape)));
    assertThat(
        started(inTerminal.formatted("TERM=xterm-kitty", terminal), 0),
        allOf(containsString(escape + "[1m"), containsString(escape + "_Ga=T,f=100,m=")));
    assertThat(
        started(inTerminal.formatted("TERM=xterm-256color NO_COLOR=1", terminal), 0),
        not(containsString(escape)));
  }

  @Test
  void anotherJvmsArchiveIsIgnoredWithoutAWord() throws Exception {
    Path command = Files.copy(Program.command(), folder.resolve("seedmill"));
    Files.createSymbolicLink(folder.resolve("seedmill.jar"), Program.jar());
    Files.writeString(folder.resolve("seedmill.jsa"), "of another JVM");
    String printed = started("sh '%s' --version".formatted(command), 0);
    assertThat(printed, matchesPattern("seedmill \\S+\\R"));
  }

  @Test
  void aJavaHomeWithoutJavaIsNamed() throws Exception {
    assertThat(
        started("JAVA_HOME='/no such' %s --version".formatted(Program.command()), 1),
        is(
            "seedmill: JAVA_HOME: found '/no such', which has no bin/java; allowed: the folder of a"
                + " JDK, version 17 or later\n"));
  }

  @Test
  void anOldJavaIsRefusedByName() throws Exception {
    Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"1.8.0_292\"' >&2\n");
    assertThat(java.toFile().setExecutable(true), is(true));
    String found = "seedmill: %s: found version '%s'; allowed: 17 or later".formatted(java, "%s");
    String start =
        "JAVA_HOME='%s' %s --version".formatted(folder.resolve("jdk"), Program.command());
    assertThat(started(start, 1), containsString(found.formatted("1.8.0_292")));
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"11.0.2\"\n");
    assertThat(started(start, 1), containsString(found.formatted("11.0.2")));
  }

  @ParameterizedTest
  @CsvSource({
    "-Xmx300m, 100m",
    "-Xmx307200k, 100m",
    "-Xmx314572800, 100m",
    "-Xmx600m, 200m",
    "-Xmx2g -Xss1m -Xmx300m, 100m",
    "-Xmx1T, 200m"
  })
  void theYoungGenerationLeavesSomethingOfASmallHeap(String options, String young)
      throws Exception {
    String printed = passedToJava("SEEDMILL_JAVA_OPTS='%s'".formatted(options), "run 'a  b' ''");
    assertThat(printed, containsString("\n-XX:MaxNewSize=%s\n".formatted(young)));
    assertThat(printed, containsString("\nrun\na  b\n\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "preview",
        "run",
        "run -o out --runner=FlinkRunner",
        "run quickstart",
        "run --dataset=quickstart --output=out --runner=DirectRunner",
        "run -o out --dataset reasoning",
        "run vision-tasks",
        "run --samples=2000 --dataset=own.yaml",
        "run -o big -n 20 own.yaml"
      })
  void theSecondCompilerIsLeftOutWhereFewSamplesAreMade(String arguments) throws Exception {
    assertThat(passedToJava("", arguments), containsString("\n-XX:TieredStopAtLevel=1\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run own.yaml",
        "run --dataset=own.yaml -o out",
        "run -n 2001",
        "run --dataset=benchmark",
        "run --dataset reasoning --only level=3 own",
        "run quickstart -o out -n 100000",
        "run --samples 100000000000000000000",
        "run --samples=many",
        "run --tasks=tasks.jsonl -o 5",
        "consolidate -n 5"
      })
  void bothCompilersServeTheRest(String arguments) throws Exception {
    assertThat(passedToJava("", arguments), not(containsString("\n-XX:TieredStopAtLevel=1\n")));
  }

  @ParameterizedTest
  @CsvSource({
    "-Xmx100m, more than its heap of",
    "-Xmx512m -XX:MaxDirectMemorySize=100m, more than its direct memory of 100 MB"
  })
  void tooLittleMemoryForAClusterInsideIsToldBeforeItStarts(String options, String expected)
      throws Exception {
    String start =
        "SEEDMILL_JAVA_OPTS='%s' %s run --runner=FlinkRunner --output='%s'"
            .formatted(options, Program.command(), folder.resolve("out"));
    assertThat(started(start, 2), containsString(expected));
    assertThat(Files.exists(folder.resolve("out")), is(false));
  }

  /**
   * Without Perl no subreaper can be made; a child in a session of its own is found all the same.
   */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aChildOfAProgramIsGoneWithTheRunOnAMachineWithoutPerl() throws Exception {
    Files.writeString(
        folder.resolve("leaving.sh"),
        """
        read -r task
        setsid sleep 600 >/dev/null 2>&1 &
        echo $! >"$1"
        echo '{"index": 0, "sample": {"a": 1}}'
        """);
    Files.writeString(
        folder.resolve("leaving.yaml"),
        """
        name: leaving
        seed: 1
        generators:
          - {command: [sh, leaving.sh, '%s'], name: leaving, samples: 1}
        """
            .formatted(folder.resolve("child")));
    started(
        """
        tools=$(mktemp -d)
        trap 'rm -rf "$tools"' EXIT
        cp -rs /usr/bin/. "$tools"
        rm "$tools"/perl*
        PATH="$tools" JAVA_HOME='%s' %s run leaving.yaml -o out
        for attempt in $(seq 100); do
          kill -0 $(cat child) 2>/dev/null || exit 0
          sleep 0.1
        done
        echo 'the child is still there'
        exit 1
        """
            .formatted(System.getProperty("java.home"), Program.command()),
        0);
  }

  /**
   * Beam opens a client of S3 for every pipeline, which would ask for the region of the machine.
   */
  @ParameterizedTest
  @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
  void aRunIntoAFolderAsksNoServiceOfAmazon(String runner) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    HttpServer metadata =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    metadata.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    metadata.start();
    try {
      started(
          """
          unset AWS_REGION AWS_PROFILE AWS_EC2_METADATA_DISABLED
          export AWS_CONFIG_FILE="$PWD/none" AWS_SHARED_CREDENTIALS_FILE="$PWD/none"
          export SEEDMILL_JAVA_OPTS=-Daws.ec2MetadataServiceEndpoint=http://127.0.0.1:%d
          %s run -n 10 -o out --runner=%s
          """
              .formatted(metadata.getAddress().getPort(), Program.command(), runner),
          0);
    } finally {
      metadata.stop(0);
    }
    assertThat(asked.get(), is(0));
  }

  @Test
  void blanksWithinQuotesArePartOfAnOption() throws Exception {
    Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertThat(java.toFile().setExecutable(true), is(true));
    String start =
        "JAVA_HOME='%s' SEEDMILL_JAVA_OPTS=%s %s run"
            .formatted(folder.resolve("jdk"), "%s", Program.command());
    String printed = started(start.formatted("'-Xmx300m \"-Da=b  c\" -Dd=*'"), 0);
    assertThat(printed, containsString("\n-Xmx300m\n-Da=b  c\n-Dd=*\n"));
    assertThat(printed, containsString("\n-XX:MaxNewSize=100m\n"));
    assertThat(
        started(start.formatted("'-Da=\"b'"), 1),
        containsString("SEEDMILL_JAVA_OPTS: found '-Da=\"b'; allowed: options, each quote closed"));
  }

  @Test
  void aFolderWithAColonIsNamed() throws Exception {
    Path place = Files.createDirectory(folder.resolve("a:b"));
    Files.copy(Program.command(), place.resolve("seedmill"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.createFile(place.resolve("seedmill.jar"));
    assertThat(
        started("'%s/seedmill' --version".formatted(place), 1),
        containsString("a:b/seedmill.jar: found a colon in the folder's name"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void outputThatIsCutByAFullDiskIsAnErrorAndAReaderThatHasSeenEnoughIsNot() throws Exception {
    String command = "'%s' generators".formatted(Program.command());
    assertThat(
        started(command + " 2>&1 >/dev/full", 1),
        containsString("seedmill: standard output: not all could be written"));
    assertThat(
        started("bash -c \"set -o pipefail; %s 2>&1 | head -c 10\"".formatted(command), 0).length(),
        is(10));
  }

  @Test
  void theJarStartsByItselfToo() throws Exception {
    String printed = started("java -jar %s help run".formatted(Program.jar()), 0);
    assertThat(printed, containsString("Usage: seedmill run"));
  }

  /** Starts the command with a JVM that prints what it is called with, a word a line. */
  private String passedToJava(String environment, String arguments) throws Exception {
    Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertThat(java.toFile().setExecutable(true), is(true));
    return started(
        "JAVA_HOME='%s' %s %s %s"
            .formatted(folder.resolve("jdk"), environment, Program.command(), arguments),
        0);
  }

  /** Runs a line of shell; the answer is all that it printed. */
  private String started(String line, int exitCode) throws Exception {
    Path script = Files.writeString(folder.resolve("line.sh"), line);
    try (Program shell = Program.script(List.of("sh", "-e"), script, folder, Map.of())) {
      int ended = shell.exitCode(LONGEST);
      assertThat(shell.printed(), ended, is(exitCode));
      return shell.printed();
    }
  }

  private static Path only(Path parent) throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      return files.findFirst().orElseThrow();
    }
  }

  private static boolean hasSpill(Path output) throws IOException {
    if (!Files.exists(output)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(output)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("spill-"));
    }
  }
}
