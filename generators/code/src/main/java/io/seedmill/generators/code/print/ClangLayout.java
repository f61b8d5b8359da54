package io.seedmill.generators.code.print;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Breaks the long lines of C and C++ as clang-format breaks them in 80 columns. */
final class ClangLayout {

  private static final int WIDTH = 80;
  private static final List<Set<String>> OPERATORS =
      List.of(
          Set.of("||"),
          Set.of("&&"),
          Set.of("==", "!="),
          Set.of("<", "<=", ">", ">="),
          Set.of("+", "-"),
          Set.of("*", "/", "%"));

  private ClangLayout() {}

  /** Returns the lines of a statement, which begins in a column. */
  static Optional<List<String>> wrap(String text, int column) {
    String indent = " ".repeat(column);
    Optional<String> laid;
    if (text.startsWith("for (")) {
      laid = listed(text, "for (", ";", ") {", column, column, 0);
    } else if (text.endsWith(") {") && isKeyword(text)) {
      String head = text.substring(0, text.indexOf('(') + 1);
      String condition = text.substring(head.length(), text.length() - 3);
      laid =
          expression(condition, column, column + head.length(), 3).map(all -> head + all + ") {");
    } else if (text.endsWith(" {") || text.endsWith(" }")) {
      laid = head(text, column);
    } else {
      laid = statement(text.substring(0, text.length() - 1), column).map(all -> all + ";");
    }
    return laid.map(all -> List.of((indent + all).split("\n", -1)));
  }

  private static boolean isKeyword(String text) {
    return text.startsWith("if (") || text.startsWith("while (") || text.startsWith("} else if (");
  }

  /** Lays out a function's head, whose parameters stand below each other or in the next line. */
  private static Optional<String> head(String text, int column) {
    int open = text.indexOf('(');
    int end = closing(text, open);
    String rest = text.substring(open + 1);
    Optional<String> aligned =
        listed(text, text.substring(0, open + 1), ",", text.substring(end), column, column, 0);
    if (aligned.isPresent()) {
      return aligned;
    }
    if (column + 4 + rest.length() <= WIDTH) {
      return Optional.of(text.substring(0, open + 1) + newLine(column + 4) + rest);
    }
    String indented = " ".repeat(column + 4) + rest;
    return listed(indented, " ".repeat(column + 4), ",", text.substring(end), column, 0, 0)
        .map(all -> text.substring(0, open + 1) + "\n" + all);
  }

  private static Optional<String> statement(String text, int column) {
    if (text.startsWith("return ")) {
      return expression(text.substring(7), column, column + 7, 1).map(all -> "return " + all);
    }
    int assigns = assignment(text);
    if (assigns < 0) {
      return expression(text, column, column, 1);
    }
    String left = text.substring(0, assigns);
    String right = text.substring(assigns + 1);
    if (right.startsWith("{")) {
      return columns(left + " ", right, column + assigns + 1);
    }
    if (column + 4 + right.length() < WIDTH) {
      return Optional.of(left + newLine(column + 4) + right);
    }
    int next = column + 4;
    return expression(right, column, column + assigns + 1, 1)
        .map(all -> left + " " + all)
        .or(() -> expression(right, next, next, 1).map(all -> left + newLine(next) + all));
  }

  /** Lays out the items of a list in columns, if all are of one width. */
  private static Optional<String> columns(String left, String list, int column) {
    String[] items = list.substring(1, list.length() - 1).split(", ", -1);
    int width = items[0].length() + 2;
    for (String item : items) {
      if (item.length() != width - 2) {
        return Optional.empty();
      }
    }
    int most = Math.max(1, (WIDTH - column - 1) / width);
    int rows = (items.length + most - 1) / most;
    int each = (items.length + rows - 1) / rows;
    StringBuilder laid = new StringBuilder(left).append('{');
    for (int i = 0; i < items.length; i++) {
      boolean end = (i + 1) % each == 0;
      laid.append(items[i]).append(i == items.length - 1 ? "}" : end ? "," : ", ");
      laid.append(end && i < items.length - 1 ? newLine(column + 1) : "");
    }
    return Optional.of(laid.toString());
  }

  /** Returns the place behind an assignment's operator, or -1. */
  private static int assignment(String text) {
    for (Token token : tokens(text)) {
      if (token.text.endsWith("=") && !token.isOperator()) {
        return token.end();
      }
    }
    return -1;
  }

  /**
   * Lays out an expression.
   *
   * @param line where its first line begins
   * @param column where the expression begins
   * @param behind how many characters come after it on its last line
   */
  private static Optional<String> expression(String text, int line, int column, int behind) {
    return expression(text, line, column, column, behind);
  }

  private static Optional<String> expression(
      String text, int line, int column, int under, int behind) {
    if (column + text.length() + behind <= WIDTH) {
      return Optional.of(text);
    }
    int open = text.startsWith("!(") ? 1 : 0;
    if (text.startsWith("(", open) && closing(text, open) == text.length() - 1) {
      String inner = text.substring(open + 1, text.length() - 1);
      return expression(inner, line, column + open + 1, behind + 1)
          .map(all -> text.substring(0, open + 1) + all + ")");
    }
    List<Token> tokens = tokens(text);
    for (Token token : tokens) {
      if (token.text.equals("?")) {
        return choice(text, token.start, column, behind);
      }
    }
    for (Set<String> operators : OPERATORS) {
      List<String> operands = new ArrayList<>();
      int from = 0;
      for (Token token : tokens) {
        if (operators.contains(token.text)) {
          operands.add(text.substring(from, token.end()));
          from = token.end() + 1;
        }
      }
      if (from > 0) {
        operands.add(text.substring(from));
        return filled(operands, line, column, under, behind);
      }
    }
    return call(text, line, column, behind);
  }

  private static Optional<String> choice(String text, int question, int column, int behind) {
    int colon = text.lastIndexOf(" : ");
    String first = text.substring(0, colon);
    String second = text.substring(colon + 1);
    int under = column + question;
    if (column + first.length() <= WIDTH && under + second.length() + behind <= WIDTH) {
      return Optional.of(first + newLine(under) + second);
    }
    String condition = text.substring(0, question - 1);
    String then = text.substring(question, colon);
    boolean fits =
        column + condition.length() <= WIDTH
            && column + 4 + Math.max(then.length(), second.length() + behind) <= WIDTH;
    return fits
        ? Optional.of(condition + newLine(column + 4) + then + newLine(column + 4) + second)
        : Optional.empty();
  }

  private static Optional<String> call(String text, int line, int column, int behind) {
    int open = text.indexOf('(');
    if (open < 0 || !text.endsWith(")") || closing(text, open) != text.length() - 1) {
      return Optional.empty();
    }
    String head = text.substring(0, open + 1);
    int lambda = text.lastIndexOf(", [");
    if (lambda > 0 && text.endsWith(" })")) {
      return withLambda(text, head, lambda + 2, line, column, behind);
    }
    String arguments = text.substring(open + 1);
    return listed(text, head, ",", ")", line, column, behind)
        .or(
            () ->
                line + 4 + arguments.length() + behind <= WIDTH
                    ? Optional.of(head + newLine(line + 4) + arguments)
                    : Optional.empty());
  }

  /** Lays out a call whose last argument is a function. */
  private static Optional<String> withLambda(
      String text, String head, int at, int line, int column, int behind) {
    int under = column + head.length();
    String before = text.substring(0, at - 1);
    String lambda = text.substring(at);
    if (column + before.length() <= WIDTH && under + lambda.length() + behind <= WIDTH) {
      return Optional.of(before + newLine(under) + lambda);
    }
    int body = text.indexOf(" { ", at) + 2;
    String inner = text.substring(body + 1, text.length() - 4);
    if (column + body <= WIDTH) {
      return statement(inner, line + 2)
          .map(
              all ->
                  text.substring(0, body) + newLine(line + 2) + all + ";" + newLine(line) + "})");
    }
    int next = line + 4;
    String first = before.substring(head.length());
    boolean fits = next + Math.max(first.length(), lambda.length() + behind) <= WIDTH;
    if (fits) {
      return Optional.of(head + newLine(next) + first + newLine(next) + lambda);
    }
    if (column + before.length() <= WIDTH && under + (body + 1 - at) <= WIDTH) {
      return statement(inner, under + 2)
          .map(
              all ->
                  before
                      + newLine(under)
                      + text.substring(at, body)
                      + newLine(under + 2)
                      + all
                      + ";"
                      + newLine(under)
                      + "})");
    }
    return Optional.empty();
  }

  /** Lays out a list that stands in brackets, its lines one below the other. */
  private static Optional<String> listed(
      String text, String head, String separator, String end, int line, int column, int behind) {
    String inner = text.substring(head.length(), text.length() - end.length());
    List<String> items = new ArrayList<>();
    int from = 0;
    for (Token token : tokens(inner)) {
      if (token.text.equals(separator)) {
        items.add(inner.substring(from, token.end()));
        from = token.end() + 1;
      }
    }
    items.add(inner.substring(from));
    int under = column + head.length();
    return filled(items, line, under, under, end.length() + behind).map(all -> head + all + end);
  }

  /** Puts as many items as fit on each line. */
  private static Optional<String> filled(
      List<String> items, int line, int column, int under, int behind) {
    StringBuilder laid = new StringBuilder();
    int at = column;
    for (int i = 0; i < items.size(); i++) {
      String item = items.get(i);
      int tail = i == items.size() - 1 ? behind : 0;
      boolean first = laid.isEmpty();
      int next = first ? column : at + 1;
      if (next + item.length() + tail <= WIDTH) {
        laid.append(first ? "" : " ").append(item);
        at = next + item.length();
        continue;
      }
      if (!first && under + item.length() + tail <= WIDTH) {
        laid.append(newLine(under)).append(item);
        at = under + item.length();
        continue;
      }
      int start = !first && item.startsWith("(") ? under : next;
      Optional<String> inner = operand(item, line, start, tail);
      if (inner.isEmpty() && !first) {
        start = under;
        inner = operand(item, line, start, tail);
      }
      if (inner.isEmpty()) {
        return inner;
      }
      laid.append(first ? "" : start == next ? " " : newLine(under)).append(inner.get());
      at = WIDTH;
    }
    return Optional.of(laid.toString());
  }

  /** Lays out an operand that is too long for a line, with the operator or comma behind it. */
  private static Optional<String> operand(String item, int line, int column, int behind) {
    int end = item.endsWith(",") || item.endsWith(";") ? item.length() - 1 : item.length();
    int blank = item.lastIndexOf(' ');
    if (blank > 0 && OPERATORS.stream().anyMatch(all -> all.contains(item.substring(blank + 1)))) {
      end = blank;
    }
    String suffix = item.substring(end);
    return expression(item.substring(0, end), line, column, column + 4, behind + suffix.length())
        .map(all -> all + suffix);
  }

  private static String newLine(int column) {
    return "\n" + " ".repeat(column);
  }

  private static int closing(String text, int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\'') {
        i = quoted(text, i);
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private static int quoted(String text, int open) {
    int i = open + 1;
    while (text.charAt(i) != text.charAt(open)) {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return i;
  }

  /** An operator or separator that is in no bracket. */
  private record Token(String text, int start) {
    int end() {
      return start + text.length();
    }

    boolean isOperator() {
      return OPERATORS.stream().anyMatch(same -> same.contains(text));
    }
  }

  private static List<Token> tokens(String text) {
    List<Token> tokens = new ArrayList<>();
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean spaced = i > 0 && text.charAt(i - 1) == ' ';
      if (c == '"' || c == '\'') {
        i = quoted(text, i);
      } else if (c == '(' || c == '[' || c == '{' || (c == '<' && !spaced)) {
        depth++;
      } else if (c == ')' || c == ']' || c == '}' || (c == '>' && !spaced && isAngle(text, i))) {
        depth--;
      } else if (depth == 0 && (c == ',' || c == ';')) {
        tokens.add(new Token(Character.toString(c), i));
      } else if (depth == 0 && spaced && "|&=!<>+-*/%?:".indexOf(c) >= 0) {
        int end = text.indexOf(' ', i);
        Token token = new Token(end < 0 ? "" : text.substring(i, end), i);
        if (token.isOperator() || token.text.matches("[?:]|[-+*/%&^|<>]*=")) {
          tokens.add(token);
          i = end - 1;
        }
      }
    }
    return tokens;
  }

  private static boolean isAngle(String text, int at) {
    return at > 0 && text.charAt(at - 1) != '-';
  }
}
