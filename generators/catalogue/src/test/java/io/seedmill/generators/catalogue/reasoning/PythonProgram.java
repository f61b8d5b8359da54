package io.seedmill.generators.catalogue.reasoning;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Interprets the lines of a program in a small part of Python: numbers, range, if and else. */
final class PythonProgram {

  private static final Pattern FOR = Pattern.compile("for i in range\\((\\d+), (\\d+)\\):");
  private static final Pattern TERM =
      Pattern.compile("\\(?(\\w+) ([-+*]) (\\w+)\\)?(?: % (\\d+))?");

  private final Map<String, Long> values = new TreeMap<>();
  private final List<String> lines;

  private PythonProgram(List<String> lines) {
    this.lines = lines;
  }

  /** Returns what the last line prints. */
  static String output(String program) {
    PythonProgram run = new PythonProgram(program.lines().toList());
    int last = run.lines.size() - 1;
    run.block(0, last, 0);
    String print = run.lines.get(last);
    return Long.toString(run.value(print.substring("print(".length(), print.length() - 1)));
  }

  private void block(int from, int end, int indent) {
    for (int at = from; at < end; ) {
      String line = lines.get(at).strip();
      int next = at + 1;
      while (next < end && indent(next) > indent) {
        next++;
      }
      Matcher loop = FOR.matcher(line);
      if (loop.matches()) {
        for (int i = Integer.parseInt(loop.group(1)); i < Integer.parseInt(loop.group(2)); i++) {
          values.put("i", (long) i);
          block(at + 1, next, indent + 4);
        }
      } else if (line.startsWith("if ")) {
        int other = next + 1; // behind the line of 'else'
        while (other < end && indent(other) > indent) {
          other++;
        }
        boolean holds = value(line.substring(3, line.indexOf(" == 0"))) == 0;
        block(holds ? at + 1 : next + 1, holds ? next : other, indent + 4);
        next = other;
      } else {
        String[] sides = line.split(" = ", 2);
        values.put(sides[0], value(sides[1]));
      }
      at = next;
    }
  }

  private int indent(int line) {
    return lines.get(line).length() - lines.get(line).stripLeading().length();
  }

  private long value(String text) {
    Matcher term = TERM.matcher(text);
    if (!term.matches()) {
      return Long.parseLong(text);
    }
    long a = atom(term.group(1));
    long b = atom(term.group(3));
    long value = term.group(2).equals("+") ? a + b : term.group(2).equals("-") ? a - b : a * b;
    if (term.group(4) == null) {
      return value;
    }
    long modulus = Long.parseLong(term.group(4));
    return ((value % modulus) + modulus) % modulus;
  }

  private long atom(String text) {
    return Character.isDigit(text.charAt(0)) ? Long.parseLong(text) : values.get(text);
  }
}
