package io.seedmill.generators.sources.program;

import io.seedmill.generators.WorkspaceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Kills the process groups of programs when this JVM ends, even if it is killed: a small shell in a
 * session of its own, which kills the groups as soon as its input ends. It also kills groups on
 * demand, which Java cannot. Reapers are asked first, since they find what has left its group.
 */
final class Watchdog {

  /**
   * A group is added before its program starts, so there is no gap. The shell keeps the JVM's
   * standard error open until it has ended: who reads a command's messages to their end, as a
   * script does, goes on once no program of it is left.
   */
  private static final String SCRIPT =
      """
      trap '' HUP INT TERM QUIT PIPE
      {
        groups=
        while read -r verb group; do
          case $verb in
            add) groups="$groups $group" ;;
            freeze)
              kill -STOP -"$group"
              kill -CONT "$group"
              echo "$group" ;;
            kill)
              kill -9 -"$group"
              left=
              for each in $groups; do [ "$each" = "$group" ] || left="$left $each"; done
              groups=$left
              echo "$group" ;;
          esac
        done
        left=$2
        tries=0
        while [ -n "$left" ] && [ $tries -lt 40 ]; do
          left=
          for each in $groups; do kill -TERM "$each" && left=yes; done
          if [ -n "$left" ]; then sleep 0.05 || sleep 1; fi
          tries=$((tries + 1))
        done
        for each in $groups; do kill -9 -"$each"; done
        for each in $(grep -lF "$1/" /proc/[0-9]*/environ); do
          each=${each#/proc/}
          kill -9 "${each%/environ}"
        done
        rm -rf "$1"
        [ -z "$3" ] && exit
        for each in "$3"-*; do
          echo 1 > "$each/cgroup.kill"
          rmdir "$each" || { sleep 1; rmdir "$each"; }
        done
      } 2>/dev/null
      """;

  private static Watchdog instance;

  private final Path folder;
  private final Process shell;
  private final OutputStream in;
  private final BufferedReader out;

  private Watchdog() throws IOException {
    try {
      folder = Files.createTempDirectory("seedmill-programs-").toRealPath();
    } catch (IOException e) {
      throw new WorkspaceException(
          "no folder for programs could be made in %s (another one:"
                  .formatted(System.getProperty("java.io.tmpdir"))
              + " SEEDMILL_JAVA_OPTS=-Djava.io.tmpdir=<folder>)",
          e);
    }
    shell =
        new ProcessBuilder(
                SessionCommand.of(
                    List.of(
                        "sh",
                        "-c",
                        SCRIPT,
                        "sh",
                        folder.toString(),
                        Reaper.isPossible() ? "with reapers" : "",
                        ControlGroups.get().prefix().orElse(""))))
            .directory(Path.of("/").toFile())
            .redirectError(Redirect.INHERIT)
            .start();
    in = shell.getOutputStream();
    out =
        new BufferedReader(
            new InputStreamReader(shell.getInputStream(), StandardCharsets.US_ASCII));
  }

  /** Returns the watchdog of this JVM. */
  static synchronized Watchdog get() throws IOException {
    if (instance == null || !instance.shell.isAlive()) {
      instance = new Watchdog();
    }
    return instance;
  }

  /** Returns the folder of this JVM's programs, which is removed when the JVM is gone. */
  Path folder() {
    return folder;
  }

  /** Adds a group that is killed when this JVM ends. */
  synchronized void add(long group) throws IOException {
    tell("add", group);
  }

  /** Kills a group now; returns once that is done. */
  synchronized void kill(long group) throws IOException {
    ask("kill", group);
  }

  /**
   * Stops all of a group but its leader, at once, so that they start no others until they are
   * killed.
   */
  synchronized void freeze(long group) throws IOException {
    ask("freeze", group);
  }

  private void ask(String verb, long group) throws IOException {
    tell(verb, group);
    if (out.readLine() == null) {
      throw new IOException("the watchdog of programs is gone");
    }
  }

  private void tell(String verb, long group) throws IOException {
    in.write((verb + " " + group + "\n").getBytes(StandardCharsets.US_ASCII));
    in.flush();
  }
}
