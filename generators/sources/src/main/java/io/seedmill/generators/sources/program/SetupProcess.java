package io.seedmill.generators.sources.program;

import io.seedmill.generators.sources.program.ProgramFailure.Kind;
import io.seedmill.generators.sources.repository.CommandRunner;
import io.seedmill.generators.sources.secrets.Redaction;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs git, or a command of a set-up, as a process that has no terminal, reads no input and is not
 * survived by what it starts. It has the home of the user, where registries and their logins are
 * configured.
 */
final class SetupProcess implements CommandRunner {

  private static final Logger LOG = LoggerFactory.getLogger("program");
  private static final int LONGEST_LINE = 1 << 16;

  /** All is in the log of the set-up, so nothing is shown while it runs. */
  private static final int NOT_SHOWN = 1 << 20;

  /** A secret that is shorter could stand in any text. */
  private static final int SHORTEST_SECRET = 8;

  private static final Pattern PASSWORD =
      Pattern.compile("://(?:[^/@\\s:]{0,200}:)?([^/@\\s:]{1,2000})@");

  /** Variables whose value is a secret, by their usual names. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i).*(TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY)"
              + "|.*_(PAT|PWD|PASS|AUTH)|(TOKEN|SECRET|PASSWORD)_.*");

  /** Keeps both outputs as they are, and the exit code. */
  private static final String KEEP =
      "at=$1; shift; \"$@\" >\"$at/out\" 2>\"$at/err\"; echo $? >\"$at/code\"";

  @Override
  public void run(
      List<String> words, Path folder, Map<String, String> environment, Path log, Duration longest)
      throws IOException, InterruptedException {
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    List<String> command = new ArrayList<>(List.of(SessionCommand.own("env"), "HOME=" + home));
    command.addAll(words);
    ProgramProcess process = start(command, folder, environment, () -> open(log));
    try {
      process.startTimeouts(
          Optional.empty(), Optional.empty(), Optional.of(longest), Duration.ZERO);
      process.closeInput();
      process.awaitOutputEnd();
      if (!process.hasSucceeded()) {
        throw process.failure(new TaskOutcome.OutputEnded(0));
      }
    } catch (ProgramFailure e) {
      boolean isLate = e.kind() == Kind.ProgramTimedOut;
      throw new IOException(
          isLate ? "no end in " + longest.toMinutes() + " minutes" : e.getMessage(), e);
    } finally {
      process.end();
    }
  }

  @Override
  public Answer ask(
      List<String> words, Path folder, Map<String, String> environment, Duration longest)
      throws IOException, InterruptedException {
    Path kept = Files.createTempDirectory(Watchdog.get().folder(), "answer-");
    String home = environment.get("HOME");
    List<String> command = new ArrayList<>(List.of(SessionCommand.own("env")));
    command.addAll(home == null ? List.of("-u", "HOME") : List.of("HOME=" + home));
    command.addAll(List.of(SessionCommand.own("sh"), "-c", KEEP, "sh", kept.toString()));
    command.addAll(words);
    ProgramProcess process = start(command, folder, environment, Optional::empty);
    try {
      process.startTimeouts(
          Optional.empty(), Optional.empty(), Optional.of(longest), Duration.ZERO);
      process.closeInput();
      process.awaitOutputEnd();
      boolean hasEnded = process.hasSucceeded();
      String err = read(kept.resolve("err"), StandardCharsets.ISO_8859_1);
      if (hasEnded) {
        int code = Integer.parseInt(Files.readString(kept.resolve("code")).strip());
        return new Answer(code, Files.readString(kept.resolve("out")), err);
      }
      if (process.isCutOff()) {
        return Answer.late(longest, err);
      }
      ProgramFailure failure = process.failure(new TaskOutcome.OutputEnded(0));
      throw new IOException(failure.getMessage(), failure);
    } finally {
      process.end();
      remove(kept);
    }
  }

  private static String read(Path file, Charset charset) throws IOException {
    return Files.exists(file) ? Files.readString(file, charset) : "";
  }

  private static void remove(Path folder) throws IOException {
    for (String name : List.of("out", "err", "code")) {
      Files.deleteIfExists(folder.resolve(name));
    }
    Files.deleteIfExists(folder);
  }

  private static ProgramProcess start(
      List<String> command,
      Path folder,
      Map<String, String> environment,
      Supplier<Optional<OutputStream>> log)
      throws IOException {
    return ProgramProcess.start(
        command,
        Optional.of(folder),
        environment,
        ResourceLimits.NONE,
        started ->
            new ErrorLog(
                started.getErrorStream(),
                Optional.of(started.getInputStream()),
                "set-up",
                redaction(environment),
                new AtomicInteger(NOT_SHOWN),
                log),
        LONGEST_LINE);
  }

  private static Optional<OutputStream> open(Path log) {
    try {
      return Optional.of(
          Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    } catch (IOException e) {
      LOG.warn("no log of the set-up can be kept: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Returns the redaction of the passwords in addresses, such as those of registries, and of
   * variables that have the name of a secret.
   */
  private static Redaction redaction(Map<String, String> environment) {
    Set<String> passwords = new HashSet<>();
    for (var variable : environment.entrySet()) {
      String value = variable.getValue();
      boolean isSecret =
          value.length() >= SHORTEST_SECRET
              && !value.startsWith("/")
              && SECRET.matcher(variable.getKey()).matches();
      if (isSecret) {
        passwords.add(value);
      }
      Matcher matcher = PASSWORD.matcher(value);
      while (matcher.find()) {
        passwords.add(matcher.group(1));
      }
    }
    return Redaction.of(passwords);
  }
}
