package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.pipeline.run.Reason;
import io.seedmill.transforms.generate.StopRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/**
 * The option for a file that says how a command ended, for a scheduler: the exit code, its meaning,
 * whether the same command is worth another try, and what {@code --json} prints.
 */
final class SummaryOption {

  @Option(
      names = "--summary",
      paramLabel = "<file>",
      description =
          "Write how the command ended into a file, as JSON: exit code, its meaning, whether to try"
              + " again, and the result as --json prints it.")
  private Path file;

  private final CountDownLatch written = new CountDownLatch(1);
  private CommandSpec command;
  private Thread atExit;

  /** The work of a command, which returns its exit code. */
  @FunctionalInterface
  interface Action {
    int run() throws Exception;
  }

  /**
   * Runs a command, and writes how it ended.
   *
   * @param patience how long the command's own end is waited for, if a signal ends the program
   */
  int around(CommandSpec around, Duration patience, Action action) throws Exception {
    if (file == null) {
      return action.run();
    }
    command = around;
    prepare(patience);
    int exitCode;
    try {
      exitCode = action.run();
    } catch (Exception | Error e) {
      end(SeedmillCommand.exitCode(e), SeedmillCommand.message(e));
      throw e;
    }
    end(exitCode, null);
    return exitCode;
  }

  /** A summary of an earlier run would be taken for that of this one. */
  private void prepare(Duration patience) throws BadInputException {
    try {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      Files.deleteIfExists(file);
      if (!Files.isWritable(folder)) {
        throw new IOException("the folder cannot be written to");
      }
    } catch (IOException e) {
      throw new BadInputException(
          "--summary: '%s' cannot be written (%s); allowed: a file of a folder of this machine"
              .formatted(file, Reason.of(e)),
          e);
    }
    atExit = new Thread(() -> writeAtExit(patience), "summary");
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  private void end(int exitCode, String error) throws IOException {
    try {
      if (StopRequest.isMade()) {
        write(ExitCode.TERMINATED, error);
      } else {
        write(exitCode, error);
      }
    } finally {
      written.countDown();
      try {
        Runtime.getRuntime().removeShutdownHook(atExit);
      } catch (IllegalStateException e) {
        // the program is ending
      }
    }
  }

  private void writeAtExit(Duration patience) {
    try {
      if (!written.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        write(ExitCode.TERMINATED, null);
      }
    } catch (IOException e) {
      System.err.println("seedmill: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void write(int exitCode, String error) throws IOException {
    ObjectNode summary = JsonNodeFactory.instance.objectNode();
    summary
        .put("command", command.name())
        .put("exitCode", exitCode)
        .put("meaning", ExitCode.meaning(exitCode))
        .put("tryAgain", exitCode == ExitCode.FAILED || exitCode == ExitCode.TERMINATED);
    if (error != null) {
      summary.put("error", error);
    }
    JsonNode result = ResultOutput.of(command).printed();
    if (result != null) {
      summary.set("result", result);
    }
    // Another process may write its summary to the same file.
    String name = "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".new";
    Path temporary = file.resolveSibling(name);
    String text = new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(summary);
    try {
      Files.writeString(temporary, text + "\n");
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new IOException(
          "--summary: '%s' could not be written (%s); the command itself ended with exit code %d"
              .formatted(file, Reason.of(e), exitCode),
          e);
    }
  }
}
