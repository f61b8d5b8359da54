package io.seedmill.generators.sources.program;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GeneratorContext;
import io.seedmill.generators.UnreadableInputException;
import io.seedmill.generators.sources.program.ProgramFailure.Kind;
import io.seedmill.generators.sources.repository.RepositorySetup;
import io.seedmill.generators.sources.secrets.EnvironmentText;
import io.seedmill.generators.sources.secrets.Redaction;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool of processes of one entry's program. All generators of this JVM that make samples of the
 * entry share it; when the last of them is closed, all processes end.
 *
 * <p>A process serves one entry only, because a program may keep what it has seen, such as a seed
 * or a cache: with the tasks of several entries in one process, the samples would depend on the
 * order of the shards. At most a few processes of all pools wait for a task; beyond them the one
 * that was used least recently ends.
 */
final class ProgramPool {

  private static final Logger LOG = LoggerFactory.getLogger("program");

  /** The shortest line of a secret of several lines that counts as a secret by itself. */
  private static final int SHORTEST_SECRET = 8;

  private static final int START_MARGIN = 4;
  private static final Duration START_SLACK = Duration.ofSeconds(2);

  /** The time in which all processes must exit once there are no more tasks. */
  private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(2);

  /** Shards of many entries may alternate; with fewer, a process would start for nearly each. */
  private static final int MOST_IDLE = 256;

  /** The number that waits even where memory is scarce. */
  private static final int FEW_IDLE = 8;

  /** Of all memory, what waiting processes leave free. */
  private static final double FREE_MEMORY = 0.25;

  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final Pattern MEMORY_LINE =
      Pattern.compile("(MemTotal|MemAvailable):\\s+(\\d{1,15}) kB");

  private static final Map<Key, ProgramPool> POOLS = new HashMap<>();

  /** The processes of all pools that wait for a task, in the order in which they began to. */
  private static final Map<ProgramProcess, ProgramPool> IDLE = new LinkedHashMap<>();

  private final Key key;
  private final String name;
  private final Redaction redaction;
  private final Deque<ProgramProcess> idle = new ArrayDeque<>();
  private final Set<ProgramProcess> busy = new HashSet<>();
  private final AtomicInteger logged = new AtomicInteger();
  private final AtomicBoolean saidMore = new AtomicBoolean();
  private int users;
  private boolean closed;
  private final FailureLimit failureLimit = new FailureLimit();
  private Duration longestStart;

  private final Supplier<Optional<OutputStream>> openLog;

  private record Key(
      String entry,
      ObjectNode params,
      List<String> words,
      Optional<Path> cwd,
      PlannedSources sources,
      Map<String, String> environment,
      ResourceLimits limits,
      int longestLine) {}

  private ProgramPool(
      Key key, String name, Redaction redaction, Supplier<Optional<OutputStream>> openLog) {
    this.openLog = openLog;
    this.key = key;
    this.name = name;
    this.redaction = redaction;
  }

  /** Returns the pool of a program, for one more generator. */
  static ProgramPool open(ProgramSettings settings, GeneratorContext context, int longestLine) {
    Map<String, String> environment = environment(settings, context);
    Key key =
        new Key(
            context.entry(),
            settings.params(),
            settings.words(),
            settings.cwd(),
            settings.sources(),
            environment,
            settings.limits(),
            longestLine);
    synchronized (POOLS) {
      ProgramPool pool =
          POOLS.computeIfAbsent(
              key,
              unseen ->
                  new ProgramPool(
                      key, context.type(), redaction(settings, context), context::openLog));
      pool.users++;
      return pool;
    }
  }

  /**
   * Returns the environment of a program: the variables of the spec, and those that every program
   * needs.
   */
  static Map<String, String> environment(ProgramSettings settings, GeneratorContext context) {
    Map<String, String> outer = context.environment();
    Map<String, String> environment = new TreeMap<>();
    environment.put("PATH", outer.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin"));
    environment.put("LANG", outer.getOrDefault("LANG", "C.UTF-8"));
    environment.put("PYTHONHASHSEED", "0");
    environment.put("PYTHONUNBUFFERED", "1");
    environment.putAll(context.extraEnvironment());
    settings
        .env()
        .forEach((name, text) -> environment.put(name, EnvironmentText.of(text).resolve(outer)));
    RepositorySetup.addTo(environment, settings.programs());
    return environment;
  }

  /** Returns the redaction of the program's secrets. */
  static Redaction redaction(ProgramSettings settings, GeneratorContext context) {
    Set<String> secrets = new HashSet<>();
    for (String text : settings.env().values()) {
      for (String variable : EnvironmentText.of(text).names()) {
        String secret = context.environment().getOrDefault(variable, "");
        secrets.add(secret);
        secret.lines().filter(line -> line.length() >= SHORTEST_SECRET).forEach(secrets::add);
      }
    }
    return Redaction.of(secrets);
  }

  /**
   * Returns a process for exclusive use, until it is given back or dropped.
   *
   * @throws UnreadableInputException if one has to start, and the program is another by now
   */
  ProgramProcess borrow() throws ProgramFailure, UnreadableInputException {
    synchronized (this) {
      while (!idle.isEmpty()) {
        ProgramProcess process = idle.pop();
        forget(process);
        if (process.isAlive()) {
          busy.add(process);
          return process;
        }
        process.end();
      }
    }
    requireUnchanged();
    try {
      ProgramProcess process =
          ProgramProcess.start(
              key.words(),
              key.cwd(),
              key.environment(),
              key.limits(),
              started ->
                  new ErrorLog(
                      started.getErrorStream(), Optional.empty(), name, redaction, logged, openLog),
              key.longestLine());
      if (isRegistered(process)) {
        return process;
      }
      process.end();
      throw new CancellationException("the generator is closed");
    } catch (IOException e) {
      throw new ProgramFailure(Kind.ProgramNotStarted, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Returns the additional time for the first answer of a process. It is shorter once the time of
   * earlier starts is known, so that a process that hangs is noticed earlier.
   */
  synchronized Duration startAllowance(Duration most) {
    if (longestStart == null) {
      return most;
    }
    Duration known = longestStart.multipliedBy(START_MARGIN).plus(START_SLACK);
    return known.compareTo(most) < 0 ? known : most;
  }

  /** Records the time that a process took until its first answer. */
  synchronized void started(Duration taken) {
    longestStart = longestStart == null || taken.compareTo(longestStart) > 0 ? taken : longestStart;
  }

  /** Returns a text of the program without its secrets. */
  String withoutSecrets(String text) {
    return redaction.of(text);
  }

  /** Returns the failure limit of the program. */
  FailureLimit failureLimit() {
    return failureLimit;
  }

  /** Refuses a program whose code is no longer what the plan counted. */
  void requireUnchanged() throws UnreadableInputException {
    key.sources().requireUnchanged();
  }

  private synchronized boolean isRegistered(ProgramProcess process) {
    return !closed && busy.add(process);
  }

  /** Warns, once, about a program that prints more than it was asked for. */
  void warnOfMore() {
    if (!saidMore.getAndSet(true)) {
      LOG.warn(
          "[{}] printed more than it was asked for, so that it is started again for each task",
          name);
    }
  }

  /** Returns a process that has answered to the pool. */
  void giveBack(ProgramProcess process) {
    boolean kept;
    synchronized (this) {
      kept = busy.remove(process) && !closed;
      if (kept) {
        idle.push(process);
        synchronized (IDLE) {
          IDLE.put(process, this);
        }
      }
    }
    if (kept) {
      endLeastRecentlyUsed();
    } else {
      process.end();
    }
  }

  private static void endLeastRecentlyUsed() {
    ProgramProcess first;
    ProgramPool pool;
    synchronized (IDLE) {
      if (IDLE.size() <= MOST_IDLE && (IDLE.size() <= FEW_IDLE || !isMemoryScarce(MEMORY))) {
        return;
      }
      first = IDLE.keySet().iterator().next();
      pool = IDLE.remove(first);
    }
    if (pool.isTakenOut(first)) {
      endAll(List.of(first));
    }
  }

  /** Returns true if a file in the form of /proc/meminfo says so; false where there is none. */
  static boolean isMemoryScarce(Path file) {
    Map<String, Long> sizes = new HashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        Matcher size = MEMORY_LINE.matcher(line);
        if (size.matches()) {
          sizes.put(size.group(1), Long.parseLong(size.group(2)));
        }
      }
    } catch (IOException e) {
      return false;
    }
    Long free = sizes.get("MemAvailable");
    Long all = sizes.get("MemTotal");
    return free != null && all != null && free < FREE_MEMORY * all;
  }

  private synchronized boolean isTakenOut(ProgramProcess process) {
    return idle.remove(process);
  }

  private static void forget(ProgramProcess process) {
    synchronized (IDLE) {
      IDLE.remove(process);
    }
  }

  /** Lets processes exit by themselves, for some time. */
  private static void endAll(List<ProgramProcess> leaving) {
    leaving.forEach(ProgramProcess::closeInput);
    long deadline = System.nanoTime() + EXIT_TIMEOUT.toNanos();
    leaving.forEach(process -> process.endAfter(deadline));
  }

  /** Ends a process that cannot be used again. */
  void drop(ProgramProcess process) {
    synchronized (this) {
      busy.remove(process);
    }
    process.end();
  }

  /** Releases the pool; after the last generator, all processes end. */
  void close() {
    List<ProgramProcess> leaving;
    List<ProgramProcess> atWork;
    synchronized (POOLS) {
      users--;
      if (users > 0) {
        return;
      }
      POOLS.remove(key);
    }
    synchronized (this) {
      closed = true;
      leaving = List.copyOf(idle);
      leaving.forEach(ProgramPool::forget);
      idle.clear();
      atWork = List.copyOf(busy); // a runner may close while a worker is at it
      busy.clear();
    }
    atWork.forEach(ProgramProcess::end);
    endAll(leaving);
  }
}
