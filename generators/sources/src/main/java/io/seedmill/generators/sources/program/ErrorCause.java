package io.seedmill.generators.sources.program;

import io.seedmill.generators.SampleFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line that names the cause in what a program writes before it ends: the last one that speaks
 * of an error, with those behind it and with what caused that error. Some languages name it first,
 * as Java does, some last, as Python does, and some say more behind it, as Node.js does. A line
 * that only tells that a command has failed, and errors that Python ignores at its end, replace no
 * cause.
 */
final class ErrorCause {

  /** The most lines behind the cause that are kept. */
  static final int MOST_BEHIND = 4;

  /** No program says in so many characters what it could not do. */
  private static final int LONGEST_TEXT = 50_000;

  private static final Pattern CAUSE =
      Pattern.compile(
          "^\\s*(Uncaught |Unhandled exception\\W+)?[\\w.$:]*(Error|Exception|Interrupt)\\b"
              + "|^\\W*(?i:error|fatal|panic|critical)\\b|(?<!\\w)(?i:error|fatal|panicked at)\\b.{0,40}?: "
              + "|^.{0,60}?\\b(ERROR|FATAL|CRITICAL|SEVERE)\\b|^thread '.{0,80}' .{0,20}panicked at '"
              + "|^thread \\d{1,20} panic: |^# A fatal error has been detected"
              + "|^\\s*what\\(\\): |^terminate called|^PHP (Fatal|Parse) |^npm (ERR!|error) \\w+ "
              + "|\\(\\w*(Error|Exception)\\)$|: [Pp]ermission denied$|: [Nn]o such file or directory$"
              + "|: (command )?not found$|^Segmentation fault|^Killed$|^Can't locate |^lua[\\d.]*: "
              + "|^\\*\\* \\(\\w+\\) |^\\[UnhandledPromiseRejection: ");

  /** Each cause has one of these. */
  private static final List<String> HINTS =
      List.of(
          "rror",
          "RROR",
          "xception",
          "nterrupt",
          "anic",
          "ANIC",
          "atal",
          "ATAL",
          "ritical",
          "RITICAL",
          "SEVERE",
          "ERR!",
          "what()",
          "terminate",
          "denied",
          "o such",
          "not found",
          "Segmentation",
          "Killed",
          "locate",
          "lua",
          "** (",
          "Rejection");

  /** Lines that say nothing of a cause, wherever they stand. */
  private static final Pattern NOISE =
      Pattern.compile(
          "^Node\\.js v\\d.*|^\\(Use `node --trace.*|^\\s*(at|from|\\.\\.\\. \\d+ more)\\b.*|^\\s*\\^+\\s*"
              + "|^note: .*|^Execution halted$|^npm (ERR!|error) A complete log.*|^goroutine \\d+.*"
              + "|^exit status \\d+|^make(\\[\\d+\\])?: \\*\\*\\*.*|^stack backtrace:$|^Stacktrace:$"
              + "|^\\s*npm (ERR!|error)\\s*$|^Aborted.*|^[}\\])]+;?$"
              + "|^stack traceback:$|^\\s*\\[C\\]: in .*|^CallStack \\(from .*|^\\s*\\w+, called at .*"
              + "|^BEGIN failed--.*|^\\s*code: '\\w+',?|^\\s{2,}\\d+: .*|^\\[ERROR\\]$");

  /** Lines that say only that something has failed; behind a cause they would hide it. */
  private static final Pattern AFTERMATH =
      Pattern.compile(
          "returned non-zero exit status|(?i:command failed|exited) with (exit )?code \\d"
              + "|^error: could not compile |process didn't exit successfully|See above for error"
              + "|failed (on line \\d{1,9} )?with exit code"
              + "|^\\[ERROR\\] (To see the full|Re-run Maven|For more information|After correcting|\\[Help)");

  private static final Pattern CAUSED_BY = Pattern.compile("^( {2,8})?Caused by:(.*)$");
  private static final Pattern NODE_CAUSE = Pattern.compile("^\\s+\\[cause\\]: (.+)$");
  private static final Pattern PANIC = Pattern.compile("panicked at \\S{1,400}:\\d+:\\d+:$");
  private static final Pattern BOX = Pattern.compile("^\\s+[|+] ?(-\\+|-{10,}|\\+)?");
  private static final Pattern SEVERAL = Pattern.compile("\\d sub-exceptions?\\)$");
  private static final String DIRECT_CAUSE = "The above exception was the direct cause";
  private static final String TRACEBACK = "Traceback (most recent call last)";
  private static final String IGNORED = "Exception ignored ";
  private static final String BECAUSE = "Caused by: ";

  /** The part of the output to which the lines now belong. */
  private enum Part {
    TEXT,
    /** A traceback of Python. */
    TRACEBACK,
    /** Exceptions of Python that stand in a group, behind bars. */
    GROUP,
    /** An exception that Python ignores. */
    IGNORED,
    /** The properties that Node.js shows of an error. */
    PROPERTIES,
    /** The error of a panic, in the line behind its place. */
    PANIC,
    /** A list of causes, one a line. */
    CAUSES
  }

  private final List<String> behind = new ArrayList<>();
  private Part part = Part.TEXT;
  private String cause;
  private String rootCause;
  private String nextRootCause;
  private String lastTelling;
  private boolean isPanic;
  private int linesSince;

  /**
   * Returns an error with the line first that names its cause, and all of it behind that, because a
   * summary shows its beginning. A text without such a line is left as it is.
   */
  static String putFirst(String error) {
    if (error.length() > LONGEST_TEXT) {
      return error;
    }
    List<String> lines = error.strip().lines().toList();
    ErrorCause found = new ErrorCause();
    lines.forEach(found::add);
    return found.cause == null || found.cause.equals(lines.get(0))
        ? error
        : found.cause.strip() + found.root() + SampleFailure.AS_IN + error;
  }

  /** Adds the next line that the program wrote. */
  void add(String line) {
    boolean isIndented = line.isEmpty() || Character.isWhitespace(line.charAt(0));
    Part was = part;
    part = partOf(line, isIndented);
    linesSince++;
    if (was == Part.IGNORED || part == Part.IGNORED) {
      addBehind(line);
      return;
    }
    if (!isNoise(line)) {
      lastTelling = line;
    }
    if (line.startsWith(DIRECT_CAUSE) && cause != null) {
      nextRootCause = rootCause == null ? BECAUSE + cause : rootCause;
    } else if (was == Part.GROUP && part == Part.GROUP) {
      addOfGroup(BOX.matcher(line).replaceFirst(""));
    } else if (was == Part.PANIC && !line.isBlank()) {
      String before = isPanic ? "after: " + cause : null;
      found(line);
      rootCause = before;
      isPanic = true;
    } else if (cause == null || !addRootCause(line, was)) {
      boolean endsTraceback = was == Part.TRACEBACK && !isIndented;
      boolean isCause = endsTraceback || (isHint(line) && CAUSE.matcher(line).find());
      if (isCause && !isNoise(line) && !(cause != null && AFTERMATH.matcher(line).find())) {
        found(line);
        return;
      }
    }
    addBehind(line);
  }

  private Part partOf(String line, boolean isIndented) {
    if (line.startsWith(IGNORED)) {
      return Part.IGNORED;
    }
    if (part == Part.IGNORED && (isIndented || line.startsWith(TRACEBACK))) {
      return part;
    }
    if (line.startsWith(TRACEBACK)) {
      return Part.TRACEBACK;
    }
    if (part != Part.GROUP && line.endsWith("Exception Group " + TRACEBACK + ":")) {
      cause = null;
      rootCause = null;
      return Part.GROUP;
    }
    if (PANIC.matcher(line).find()) {
      return Part.PANIC;
    }
    if (part == Part.PANIC && line.isBlank()) {
      return part;
    }
    boolean goesOn = isIndented && part != Part.TEXT && part != Part.PANIC;
    if (goesOn && (part != Part.GROUP || BOX.matcher(line).find())) {
      return part;
    }
    if (cause != null && line.endsWith(" {") && (isIndented || line.startsWith("["))) {
      return Part.PROPERTIES;
    }
    boolean isList = cause != null && line.strip().equals(BECAUSE.strip());
    return isList ? Part.CAUSES : Part.TEXT;
  }

  /** Takes the first two errors of a group: its own, and the first that it has. */
  private void addOfGroup(String line) {
    boolean isError =
        !line.isBlank()
            && !Character.isWhitespace(line.charAt(0))
            && !line.contains(TRACEBACK)
            && line.indexOf("---") < 0;
    if (isError && cause == null) {
      found(line);
    } else if (isError && rootCause == null && !SEVERAL.matcher(line).find()) {
      rootCause = "first: " + line;
    }
  }

  /** Returns true if a line that follows a cause, or is part of it, names no other one. */
  private boolean addRootCause(String line, Part was) {
    Matcher causedBy = CAUSED_BY.matcher(line);
    Matcher nodeCause = NODE_CAUSE.matcher(line);
    if (causedBy.matches()) {
      rootCause = causedBy.group(2).isBlank() ? rootCause : line.strip();
      return true;
    }
    if (part == Part.CAUSES && was == part && !line.isBlank()) {
      rootCause = BECAUSE + line.strip().replaceFirst("^\\d{1,3}: ", "");
      return true;
    }
    if (was == Part.PROPERTIES && part == was) {
      if (nodeCause.matches()) {
        rootCause = BECAUSE + nodeCause.group(1);
      } else if (rootCause == null && CAUSE.matcher(line).find() && !isNoise(line)) {
        rootCause = "first: " + line.strip();
      }
      return true;
    }
    return false;
  }

  private void found(String line) {
    cause = line;
    rootCause = nextRootCause == null || nextRootCause.endsWith(": " + line) ? null : nextRootCause;
    nextRootCause = null;
    isPanic = false;
    linesSince = 0;
    behind.clear();
  }

  private void addBehind(String line) {
    if (linesSince > 0 && linesSince <= MOST_BEHIND) {
      behind.add(line);
    }
  }

  /** Returns true if the slower pattern may match: of much that is said little is a cause. */
  private static boolean isHint(String line) {
    for (String hint : HINTS) {
      if (line.contains(hint)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNoise(String line) {
    return line.isBlank() || NOISE.matcher(line).matches();
  }

  /** Returns the line of the cause, or else the last that says anything, or else null. */
  String line() {
    return cause == null ? lastTelling : cause;
  }

  /** Returns what is to be said of the cause behind its line, or an empty text. */
  String root() {
    return rootCause == null ? "" : " (" + rootCause.strip() + ")";
  }

  /** Returns the lines behind that of the cause which the last lines lack. */
  List<String> behind(int lastLines) {
    return cause == null
        ? List.of()
        : behind.subList(0, Math.max(0, Math.min(behind.size(), linesSince - lastLines)));
  }

  /** Returns true if lines between those behind the cause and the last ones are not kept. */
  boolean hasGap(int lastLines) {
    return cause == null || linesSince > lastLines + MOST_BEHIND;
  }
}
