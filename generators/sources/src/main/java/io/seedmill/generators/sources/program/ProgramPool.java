package io.seedmill.generators.sources.program;

import io.seedmill.generators.GeneratorContext;
import io.seedmill.generators.sources.program.ProgramFailure.Kind;
import io.seedmill.generators.sources.secrets.EnvironmentText;
import io.seedmill.generators.sources.secrets.Redaction;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of one program in this JVM: as many as are in use at the same time, each used again
 * and again. All generators of the same command and environment share them; when the last of them
 * is closed, all processes end.
 */
final class ProgramPool {

  private static final Logger LOG = LoggerFactory.getLogger("program");

  /** A shorter line of a secret of several lines is no secret of its own. */
  private static final int SHORTEST_SECRET = 8;

  private static final int START_MARGIN = 4;
  private static final Duration START_SLACK = Duration.ofSeconds(2);

  /** How long all processes together may take to end when they are asked nothing more. */
  private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(2);

  private static final Map<Key, ProgramPool> POOLS = new HashMap<>();

  private final Key key;
  private final String name;
  private final Redaction redaction;
  private final Deque<ProgramProcess> idle = new ArrayDeque<>();
  private final Set<ProgramProcess> busy = new HashSet<>();
  private final AtomicInteger logged = new AtomicInteger();
  private final AtomicBoolean saidMore = new AtomicBoolean();
  private int users;
  private boolean closed;
  private final Map<String, FailureLimit> failureLimits = new HashMap<>();
  private Duration longestStart;

  private record Key(List<String> words, Map<String, String> environment, int longestLine) {}

  private ProgramPool(Key key, String name, Redaction redaction) {
    this.key = key;
    this.name = name;
    this.redaction = redaction;
  }

  /** The pool of a program, for a generator that is closed in the end. */
  static ProgramPool open(ProgramSettings settings, GeneratorContext context, int longestLine) {
    Map<String, String> environment = environment(settings, context);
    Key key = new Key(settings.words(), environment, longestLine);
    synchronized (POOLS) {
      ProgramPool pool =
          POOLS.computeIfAbsent(
              key, unseen -> new ProgramPool(key, context.type(), redaction(settings, context)));
      pool.users++;
      return pool;
    }
  }

  /** What a program sees of the environment: what the spec names, and what every program needs. */
  static Map<String, String> environment(ProgramSettings settings, GeneratorContext context) {
    Map<String, String> outer = context.environment();
    Map<String, String> environment = new TreeMap<>();
    environment.put("PATH", outer.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin"));
    environment.put("LANG", outer.getOrDefault("LANG", "C.UTF-8"));
    environment.put("PYTHONHASHSEED", "0");
    environment.putAll(context.elsewhere());
    settings
        .env()
        .forEach((name, text) -> environment.put(name, EnvironmentText.of(text).resolve(outer)));
    return environment;
  }

  /** Takes out what a program has been told in confidence. */
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

  /** A process that is used by no one else, until it is given back or dropped. */
  ProgramProcess borrow() throws ProgramFailure {
    synchronized (this) {
      while (!idle.isEmpty()) {
        ProgramProcess process = idle.pop();
        if (process.isAlive()) {
          busy.add(process);
          return process;
        }
        process.end();
      }
    }
    try {
      ProgramProcess process =
          ProgramProcess.start(
              key.words(),
              key.environment(),
              in -> new ErrorLog(in, name, redaction, logged),
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
   * How much longer the first answer of a process may take. Once some have come, that is known, and
   * a process that hangs at once is not waited for as if it were still starting.
   */
  synchronized Duration startAllowance(Duration most) {
    if (longestStart == null) {
      return most;
    }
    Duration known = longestStart.multipliedBy(START_MARGIN).plus(START_SLACK);
    return known.compareTo(most) < 0 ? known : most;
  }

  /** Says how long a process took for its first answer. */
  synchronized void started(Duration taken) {
    longestStart = longestStart == null || taken.compareTo(longestStart) > 0 ? taken : longestStart;
  }

  /** How much is tried with some parameters before the program is given up for them. */
  synchronized FailureLimit failureLimit(String parametersJson) {
    return failureLimits.computeIfAbsent(parametersJson, unseen -> new FailureLimit());
  }

  private synchronized boolean isRegistered(ProgramProcess process) {
    return !closed && busy.add(process);
  }

  /** Says, once, that a process is not asked again, because it said more than was asked for. */
  void warnOfMore() {
    if (!saidMore.getAndSet(true)) {
      LOG.warn(
          "[{}] printed more than it was asked for, so that it is started again for each task",
          name);
    }
  }

  /** Takes a process back that has answered. */
  void giveBack(ProgramProcess process) {
    synchronized (this) {
      if (busy.remove(process) && !closed) {
        idle.push(process);
        return;
      }
    }
    process.end();
  }

  /** Ends a process that can be asked no more. */
  void drop(ProgramProcess process) {
    synchronized (this) {
      busy.remove(process);
    }
    process.end();
  }

  /** Says that a generator needs no processes any more. */
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
      idle.clear();
      atWork = List.copyOf(busy); // a runner may close while a worker is at it
      busy.clear();
    }
    atWork.forEach(ProgramProcess::end);
    leaving.forEach(ProgramProcess::closeInput);
    long deadline = System.nanoTime() + EXIT_TIMEOUT.toNanos();
    leaving.forEach(process -> process.endAfter(deadline));
  }
}
