package io.seedmill.generators.sources.program;

import io.seedmill.generators.sources.program.ProgramFailure.Kind;
import io.seedmill.generators.sources.repository.SetupRunner;
import io.seedmill.generators.sources.secrets.Redaction;
import java.io.IOException;
import java.io.OutputStream;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a command of a set-up as a process that has no terminal, reads no input and is not survived
 * by what it starts. It has the home of the user, where registries and their logins are configured.
 */
final class SetupProcess implements SetupRunner {

  private static final Logger LOG = LoggerFactory.getLogger("program");
  private static final int LONGEST_LINE = 1 << 16;

  /** All is in the log of the set-up, so nothing is shown while it runs. */
  private static final int NOT_SHOWN = 1 << 20;

  private static final Pattern PASSWORD = Pattern.compile("://[^/@\\s:]*:([^/@\\s]+)@");

  @Override
  public void run(
      List<String> words, Path folder, Map<String, String> environment, Path log, Duration longest)
      throws IOException, InterruptedException {
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    List<String> command = new ArrayList<>(List.of("env", "HOME=" + home));
    command.addAll(words);
    ProgramProcess process =
        ProgramProcess.start(
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
                    () -> open(log)),
            LONGEST_LINE);
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

  private static Optional<OutputStream> open(Path log) {
    try {
      return Optional.of(
          Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    } catch (IOException e) {
      LOG.warn("no log of the set-up can be kept: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** Returns the redaction of the passwords in addresses, such as those of registries. */
  private static Redaction redaction(Map<String, String> environment) {
    Set<String> passwords = new HashSet<>();
    for (String value : environment.values()) {
      Matcher matcher = PASSWORD.matcher(value);
      while (matcher.find()) {
        passwords.add(matcher.group(1));
      }
    }
    return Redaction.of(passwords);
  }
}
