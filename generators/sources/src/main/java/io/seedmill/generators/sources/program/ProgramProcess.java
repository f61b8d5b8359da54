package io.seedmill.generators.sources.program;

import io.seedmill.generators.sources.program.ProgramFailure.Kind;
import io.seedmill.generators.sources.program.ProgramFailure.Silence;
import io.seedmill.generators.sources.program.TaskOutcome.Incomplete;
import io.seedmill.generators.sources.program.TaskOutcome.InvalidOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One process of a program, in a process group and folders of its own. A thread that waits for its
 * output waits until a timeout is over or the thread is interrupted. Ending the process kills its
 * whole group.
 */
final class ProgramProcess {

  /** The highest number of a signal; exit(-1) gives 255. */
  private static final int LAST_SIGNAL = 64;

  /** The exit code after a SIGKILL. */
  private static final int KILLED = 137;

  private static final long NEVER = Long.MAX_VALUE;
  private static final Duration GRACE = Duration.ofMillis(500);

  /** Output that comes so soon after the end of the input was waiting for it. */
  private static final Duration AT_ONCE = Duration.ofMillis(250);

  /** A reaper that is busy may miss a request. */
  private static final int MOST_REQUESTS = 20;

  private static final long REQUEST_MILLIS = 50;

  /** Waits for a line, then prepares the limits of resources, then becomes the program. */
  private static final String START =
      "IFS= read -r go || exit 127; %sunset go PWD OLDPWD; exec \"$@\"";

  private final ProgramFolder folder;
  private final Process process;
  private final OutputStream in;
  private final LineReader out;
  private final ErrorLog errors;
  private final ResourceWatch resources;
  private final long startedAt = Deadlines.now();
  private long answeredTasks;
  private boolean hasPrinted;
  private boolean hasPrintedInTask;
  private boolean hasPrintedAtEnd;
  private boolean ended;
  private volatile boolean isTaskWritten;
  private volatile Limit lineLimit = Limit.NONE;
  private volatile Limit sampleLimit = Limit.NONE;
  private volatile Limit taskLimit = Limit.NONE;
  private volatile Thread waiting;
  private volatile long taskEnd = NEVER;
  private volatile long sampleEnd = NEVER;
  private long waitingSince;
  private long taskSince;
  private long nearLimit;
  private volatile long exitedSince;
  private volatile long killedAt;
  private volatile long lateSince;
  private volatile boolean late;
  private volatile boolean interrupted;
  private volatile Optional<String> exceeded = Optional.empty();

  /**
   * A time limit.
   *
   * @param key its key in the spec
   */
  private record Limit(String key, long nanos) {

    static final Limit NONE = new Limit("", NEVER);

    static Limit of(String key, Optional<Duration> duration) {
      return duration.map(limit -> new Limit(key, limit.toNanos())).orElse(NONE);
    }

    long endAfter(long now) {
      return nanos == NEVER ? NEVER : now + nanos;
    }

    @Override
    public String toString() {
      long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
      String time = millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
      return time + " ('" + key + "')";
    }
  }

  private ProgramProcess(
      ProgramFolder folder,
      Process process,
      ErrorLog errors,
      ResourceWatch resources,
      int longestLine) {
    this.folder = folder;
    this.process = process;
    this.resources = resources;
    this.in = process.getOutputStream();
    this.out = new LineReader(process.getInputStream(), longestLine);
    this.errors = errors;
  }

  /**
   * Starts a process, which reads its standard input once it runs.
   *
   * @param cwd where it runs; in its own folder, unless given
   * @param log opens the log of what it says
   */
  static ProgramProcess start(
      List<String> words,
      Optional<Path> cwd,
      Map<String, String> environment,
      ResourceLimits limits,
      LogFactory log,
      int longestLine)
      throws IOException {
    ProgramFolder folder = ProgramFolder.create(Watchdog.get().folder());
    return start(words, cwd, folder, environment, limits, log, longestLine);
  }

  /** Starts a process in folders that are removed when it ends. */
  static ProgramProcess start(
      List<String> words,
      Optional<Path> cwd,
      ProgramFolder folder,
      Map<String, String> environment,
      ResourceLimits limits,
      LogFactory log,
      int longestLine)
      throws IOException {
    Watchdog watchdog = Watchdog.get();
    ResourceWatch resources = ResourceWatch.of(limits, folder);
    String start = START.formatted(resources.beforeStart());
    List<String> command =
        new ArrayList<>(
            SessionCommand.of(Reaper.over(SessionCommand.own("sh"), "-c", start, "sh")));
    command.addAll(words);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(cwd.orElse(folder.work()).toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("HOME", folder.home().toString());
    builder.environment().put("TMPDIR", folder.temporary().toString());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      resources.stop();
      folder.remove();
      throw e;
    }
    watchdog.add(process.pid());
    ProgramProcess started =
        new ProgramProcess(folder, process, log.of(process), resources, longestLine);
    resources.begin(process.pid(), started::endExceeding);
    started.in.write('\n');
    started.in.flush();
    return started;
  }

  /** Opens the log of what a process says beside its answers. */
  @FunctionalInterface
  interface LogFactory {
    ErrorLog of(Process process);
  }

  ProgramFolder folder() {
    return folder;
  }

  LineReader out() {
    return out;
  }

  /** Returns true if the process has answered a task, so that it may be given another. */
  boolean hasAnswered() {
    return answeredTasks > 0;
  }

  /** Returns true if there is output that was not read. */
  boolean hasUnreadOutput() {
    try {
      return out.hasMore();
    } catch (IOException e) {
      return false; // it has ended; reading its output tells
    }
  }

  /**
   * Returns true if the process answered tasks and then, by itself, exited or closed its output.
   */
  boolean hasLeft() {
    return hasAnswered() && !interrupted && !isCutOff() && !Thread.currentThread().isInterrupted();
  }

  boolean isAlive() {
    return process.isAlive() && !interrupted && !isCutOff();
  }

  /**
   * Starts the timeouts of a task, for which the calling thread waits.
   *
   * @param firstLine the longest time until the first line
   * @param perSample the longest time until another line
   * @param perTask the longest time for all of them, once the process has started
   * @param start the longest time until then, for a new process
   */
  void startTimeouts(
      Optional<Duration> firstLine,
      Optional<Duration> perSample,
      Optional<Duration> perTask,
      Duration start) {
    long now = Deadlines.now();
    isTaskWritten = false;
    hasPrintedInTask = false;
    waitingSince = now;
    taskSince = now;
    lineLimit = Limit.of("timeoutPerSample", perSample);
    sampleLimit = firstLine.equals(perSample) ? lineLimit : Limit.of("startTimeout", firstLine);
    sampleEnd = sampleLimit.endAfter(now);
    taskLimit = Limit.of("timeoutPerTask", perTask);
    taskEnd = taskLimit.endAfter(hasAnswered() ? now : now + start.toNanos());
    waiting = Thread.currentThread();
    Deadlines.watch(this);
  }

  /** Restarts the timeout of a sample; returns the time since the start for the first line. */
  Optional<Duration> lineReceived() {
    long now = Deadlines.now();
    resources.lookAtFiles();
    if (isCutOff()) {
      hasPrintedAtEnd |= now - lateSince < AT_ONCE.toNanos();
      return Optional.empty();
    }
    nearLimit += isNear(waitingSince, sampleEnd, now) ? 1 : 0;
    waitingSince = now;
    sampleLimit = lineLimit;
    sampleEnd = lineLimit.endAfter(now);
    taskEnd = hasPrinted ? taskEnd : Math.min(taskEnd, taskLimit.endAfter(now));
    boolean first = !hasPrinted;
    hasPrinted = true;
    hasPrintedInTask = true;
    return first ? Optional.of(Duration.ofNanos(now - startedAt)) : Optional.empty();
  }

  /** Returns true if more than half of a time limit is over. */
  private static boolean isNear(long since, long end, long now) {
    return end != NEVER && now - since > (end - since) / 2;
  }

  /**
   * Returns how many answers to the task that ends now took more than half of a time limit, or were
   * cut off by it.
   */
  long takeNearLimit() {
    long all = nearLimit;
    if (late || (taskEnd != NEVER && isNear(taskSince, taskEnd, Deadlines.now()))) {
      all++;
    }
    nearLimit = 0;
    return all;
  }

  /** Returns true if a limit was exceeded: what comes after it does not count. */
  boolean isCutOff() {
    return late || exceeded.isPresent();
  }

  /** Stops the timeouts of a task that was answered. */
  void finishTask() {
    Deadlines.forget(this);
    waiting = null;
    answeredTasks++;
  }

  /** Kills the process if a timeout is over, or the thread that waits for it is interrupted. */
  void endIfLate(long now) {
    if (killedAt != 0 && now - killedAt < GRACE.toNanos()) {
      return;
    }
    Thread reader = waiting;
    if (reader != null && reader.isInterrupted()) {
      interrupted = true;
      killQuietly();
    } else if (late || isOver(sampleEnd, now) || isOver(taskEnd, now)) {
      endLate(now);
    } else if (!process.isAlive()) {
      killGroupOfExited(now);
    }
  }

  private static boolean isOver(long end, long now) {
    return end != NEVER && now > end;
  }

  /** Ends the process because it has exceeded a limit. */
  private void endExceeding(String reason) {
    exceeded = Optional.of(reason);
    try {
      Watchdog.get().freeze(process.pid());
    } catch (IOException e) {
      killQuietly();
      return;
    }
    killQuietly();
  }

  /** Closes the input first: if answers come then, the program does not flush its output. */
  private void endLate(long now) {
    if (!late) {
      lateSince = now;
      late = true;
      if (isTaskWritten) {
        closeInput();
        return;
      }
    }
    if (!isTaskWritten || now - lateSince > GRACE.toNanos()) {
      killQuietly();
    }
  }

  /** Kills the children of a process that has exited: they may keep its output open. */
  private void killGroupOfExited(long now) {
    if (exitedSince == 0) {
      exitedSince = now;
    } else if (now - exitedSince > GRACE.toNanos()) {
      killQuietly();
    }
  }

  /** Writes a line to standard input, unless the process has closed it or ended. */
  void write(byte[] line) {
    try {
      in.write(line);
      in.flush();
      isTaskWritten = true;
    } catch (IOException e) {
      return; // it may still have answered; reading its output tells
    }
  }

  /** Closes standard input: there are no more tasks. */
  void closeInput() {
    try {
      in.close();
    } catch (IOException e) {
      return; // it has ended already
    }
  }

  /**
   * Waits until the process, and all that it started, have closed their output, which is logged.
   */
  void awaitOutputEnd() throws InterruptedException {
    errors.awaitEnd();
  }

  /** Waits until the process exits; returns true if its exit code is 0. */
  boolean hasSucceeded() throws InterruptedException {
    while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
      if (late || interrupted) {
        return false;
      }
    }
    exceeded = exceeded.or(resources::exceededAtEnd);
    return process.exitValue() == 0 && !interrupted && !isCutOff();
  }

  /** Ends the process and returns the reason why a task was not answered. */
  ProgramFailure failure(Incomplete outcome) throws InterruptedException {
    boolean exited = !process.isAlive() || process.waitFor(200, TimeUnit.MILLISECONDS);
    boolean byItself = exited && !interrupted && !isCutOff();
    Optional<String> limit = exceeded.or(resources::exceededAtEnd);
    long room = folder.room();
    end();
    if (interrupted || Thread.interrupted()) {
      throw new InterruptedException("interrupted while a program worked");
    }
    if (late && exceeded.isEmpty()) {
      return timedOut();
    }
    if (limit.isPresent()) {
      return new ProgramFailure(Kind.ProgramLimitExceeded, limit.get() + errors.lastLines());
    }
    folder.requireRoom(room, errors.lastLines());
    if (outcome instanceof InvalidOutput invalid) {
      return new ProgramFailure(Kind.ProgramAnswerInvalid, invalid.message() + errors.lastLines());
    }
    String end = byItself ? exit(process.exitValue()) : "it closed its output";
    return new ProgramFailure(Kind.ProgramExited, end + errors.lastLines());
  }

  private ProgramFailure timedOut() {
    if (isOver(taskEnd, lateSince)) {
      return ProgramFailure.timedOut(
          "no answer within " + taskLimit + errors.lastLines(), Silence.NONE);
    }
    if (hasPrintedAtEnd) {
      return ProgramFailure.timedOut(
          "no answer within %s, but some when its standard input was closed: it must flush standard"
                  .formatted(sampleLimit)
              + " output after each task"
              + errors.lastLines(),
          Silence.UNTIL_INPUT_ENDED);
    }
    String causes =
        hasPrintedInTask
            ? ""
            : (hasPrinted
                    ? "; unless a sample takes so long,"
                    : "; unless it takes so long to start,")
                + " it does not flush standard output after each task, or a process that it starts"
                + " reads its standard input (start that one with </dev/null)";
    return ProgramFailure.timedOut(
        "no answer within " + sampleLimit + causes + errors.lastLines(),
        hasPrinted ? Silence.NONE : Silence.NEVER_A_LINE);
  }

  private static String exit(int code) {
    return code > 128 && code <= 128 + LAST_SIGNAL
        ? "ended by signal %d".formatted(code - 128)
        : "exit code " + code;
  }

  /** Kills the process group and removes its folders. */
  synchronized void end() {
    if (!ended) {
      ended = true;
      Deadlines.forget(this);
      waiting = null;
      killQuietly();
      resources.stop();
      try {
        folder.remove();
      } catch (IOException | UncheckedIOException e) {
        return; // the watchdog removes it in the end
      }
    }
  }

  /** Asks the reaper to kill all descendants first; it would not see the end of the group. */
  private void killQuietly() {
    killedAt = Deadlines.now();
    resources.kill();
    try {
      for (int i = 0; Reaper.isPossible() && process.isAlive() && i < MOST_REQUESTS; i++) {
        process.toHandle().destroy();
        process.waitFor(REQUEST_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      Watchdog.get().kill(process.pid());
    } catch (IOException e) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    if (!Reaper.isPossible() || process.isAlive() || process.exitValue() == KILLED) {
      OrphanProcesses.kill(folder); // else the reaper has ended all
    }
  }

  /** Waits for the exit until a deadline of {@link System#nanoTime}, then kills the group. */
  void endAfter(long deadline) {
    try {
      process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end();
  }
}
