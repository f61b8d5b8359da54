package io.seedmill.generators.sources.program;

import io.seedmill.generators.sources.program.ProgramFailure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One process of a program, in a process group and folders of its own. Whoever waits for it waits
 * no longer than allowed, or than until the waiting thread is interrupted. Ending it ends its
 * group.
 */
final class ProgramProcess {

  private static final long NEVER = Long.MAX_VALUE;
  private static final Duration GRACE = Duration.ofMillis(500);
  private static final String START =
      "IFS= read -r go || exit 127; unset go PWD OLDPWD; exec \"$@\"";

  private final ProgramFolder folder;
  private final Process process;
  private final OutputStream in;
  private final LineReader out;
  private final ErrorLog errors;
  private final long startedAt = System.nanoTime();
  private long answeredTasks;
  private boolean hasSpoken;
  private boolean ended;
  private volatile Thread waiting;
  private volatile long taskEnd = NEVER;
  private volatile long sampleEnd = NEVER;
  private volatile long sampleNanos = NEVER;
  private volatile long taskNanos = NEVER;
  private volatile long goneSince;
  private volatile long killedAt;
  private volatile boolean late;
  private volatile boolean interrupted;

  private ProgramProcess(ProgramFolder folder, Process process, ErrorLog errors, int longestLine) {
    this.folder = folder;
    this.process = process;
    this.in = process.getOutputStream();
    this.out = new LineReader(process.getInputStream(), longestLine);
    this.errors = errors;
  }

  /**
   * Starts a process, which reads its standard input once it runs.
   *
   * @param log makes the log of its standard error
   */
  static ProgramProcess start(
      List<String> words, Map<String, String> environment, LogFactory log, int longestLine)
      throws IOException {
    ProgramFolder folder = ProgramFolder.create(Watchdog.get().folder());
    return start(words, folder, environment, log, longestLine);
  }

  /** Starts a process in folders that are removed when it ends. */
  static ProgramProcess start(
      List<String> words,
      ProgramFolder folder,
      Map<String, String> environment,
      LogFactory log,
      int longestLine)
      throws IOException {
    Watchdog watchdog = Watchdog.get();
    List<String> command = new ArrayList<>(SessionCommand.of("sh", "-c", START, "sh"));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.work().toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("HOME", folder.home().toString());
    builder.environment().put("TMPDIR", folder.temporary().toString());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      folder.remove();
      throw e;
    }
    watchdog.add(process.pid());
    ProgramProcess started =
        new ProgramProcess(folder, process, log.of(process.getErrorStream()), longestLine);
    started.in.write('\n');
    started.in.flush();
    return started;
  }

  /** Makes the log of a process's standard error. */
  @FunctionalInterface
  interface LogFactory {
    ErrorLog of(InputStream standardError);
  }

  ProgramFolder folder() {
    return folder;
  }

  LineReader out() {
    return out;
  }

  /** Whether it has answered before, and could be asked again. */
  boolean hasAnswered() {
    return answeredTasks > 0;
  }

  /** Whether it has printed something that nobody has read. */
  boolean hasMoreToSay() {
    try {
      return out.hasMore();
    } catch (IOException e) {
      return false; // it is gone, which reading tells
    }
  }

  /** Whether it answered tasks, and then ended of its own accord. */
  boolean hasEndedByItself() throws InterruptedException {
    return hasAnswered()
        && !late
        && !interrupted
        && process.waitFor(200, TimeUnit.MILLISECONDS)
        && !Thread.currentThread().isInterrupted();
  }

  boolean isAlive() {
    return process.isAlive() && !late && !interrupted;
  }

  /** Says that someone waits from now on, and for how long. */
  void expect(Optional<Duration> perSample, Optional<Duration> perTask, Duration start) {
    long now = System.nanoTime();
    Duration more = hasAnswered() ? Duration.ZERO : start;
    sampleNanos = perSample.map(Duration::toNanos).orElse(NEVER);
    sampleEnd = perSample.map(limit -> now + limit.plus(more).toNanos()).orElse(NEVER);
    taskNanos = perTask.map(Duration::toNanos).orElse(NEVER);
    taskEnd = perTask.map(limit -> now + limit.plus(more).toNanos()).orElse(NEVER);
    waiting = Thread.currentThread();
    Deadlines.watch(this);
  }

  /** Says that a line has come; how long it took since the start, if it is the first. */
  Optional<Duration> progress() {
    if (sampleNanos != NEVER) {
      sampleEnd = System.nanoTime() + sampleNanos;
    }
    if (hasSpoken) {
      return Optional.empty();
    }
    hasSpoken = true;
    if (taskNanos != NEVER) { // it has started sooner than it might have
      taskEnd = Math.min(taskEnd, System.nanoTime() + taskNanos);
    }
    return Optional.of(Duration.ofNanos(System.nanoTime() - startedAt));
  }

  /** Says that nobody waits any more, after an answer to a task. */
  void rest() {
    Deadlines.forget(this);
    waiting = null;
    answeredTasks++;
  }

  /** Ends it if someone has waited too long, or waits no more. */
  void endIfLate(long now) {
    if (killedAt != 0 && now - killedAt < GRACE.toNanos()) {
      return;
    }
    Thread someone = waiting;
    if (someone != null && someone.isInterrupted()) {
      interrupted = true;
      killQuietly();
    } else if ((sampleEnd != NEVER && now > sampleEnd) || (taskEnd != NEVER && now > taskEnd)) {
      late = true;
      killQuietly();
    } else if (!process.isAlive()) {
      endIfGone(now);
    }
  }

  /** What it has left behind may keep its output open, so that whoever reads waits in vain. */
  private void endIfGone(long now) {
    if (goneSince == 0) {
      goneSince = now;
    } else if (now - goneSince > GRACE.toNanos()) {
      killQuietly();
    }
  }

  /** Writes a line to it. */
  void say(byte[] line) throws IOException {
    in.write(line);
    in.flush();
  }

  /** Tells it that nothing more comes. */
  void sayNoMore() {
    try {
      in.close();
    } catch (IOException e) {
      return; // it is gone already
    }
  }

  /** Reads all that it prints, until it closes its output. */
  void skipOutput() throws IOException {
    process.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  /** Waits for its end; whether it says that all went well. */
  boolean hasEndedWell() throws InterruptedException {
    while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
      if (late || interrupted) {
        return false;
      }
    }
    return process.exitValue() == 0 && !late && !interrupted;
  }

  /**
   * What is wrong with it, once it has not answered; it is over afterwards.
   *
   * @param said what it said instead of an answer; empty where it said nothing
   */
  ProgramFailure failure(String said) throws InterruptedException {
    boolean exited = !process.isAlive() || process.waitFor(200, TimeUnit.MILLISECONDS);
    boolean byItself = exited && !late && !interrupted;
    end();
    if (interrupted || Thread.interrupted()) {
      throw new InterruptedException("interrupted while a program worked");
    }
    if (late) {
      return new ProgramFailure(
          Kind.ProgramTimedOut, "no answer within the time allowed" + errors.lastLines());
    }
    if (!said.isEmpty() && !said.equals(ENDED)) {
      return new ProgramFailure(Kind.ProgramAnswerInvalid, said + errors.lastLines());
    }
    String how = byItself ? exit(process.exitValue()) : "it closed its output";
    return new ProgramFailure(Kind.ProgramExited, how + errors.lastLines());
  }

  /** It said nothing more. */
  static final String ENDED = "ended";

  private static String exit(int code) {
    return code > 128 ? "ended by signal %d".formatted(code - 128) : "exit code " + code;
  }

  /** Ends its group, whatever it does, and removes its folders. */
  synchronized void end() {
    if (!ended) {
      ended = true;
      Deadlines.forget(this);
      waiting = null;
      killQuietly();
      try {
        folder.remove();
      } catch (IOException | UncheckedIOException e) {
        return; // the watchdog removes it in the end
      }
    }
  }

  private void killQuietly() {
    killedAt = System.nanoTime();
    try {
      Watchdog.get().kill(process.pid());
    } catch (IOException e) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    OrphanProcesses.kill(folder);
  }

  /** Lets it end by itself until a moment of {@link System#nanoTime}, and then ends its group. */
  void endAfter(long moment) {
    try {
      process.waitFor(moment - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end();
  }
}
