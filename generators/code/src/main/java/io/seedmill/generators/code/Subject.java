package io.seedmill.generators.code;

import io.seedmill.generators.code.family.Task;
import io.seedmill.generators.code.print.Printer;
import io.seedmill.generators.code.run.Outcome;
import io.seedmill.generators.code.tree.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program that is asked about, in one language. */
final class Subject {

  private final Task task;
  private final Language language;
  private final Map<Language, Printer> printers;
  private final Printer printer;
  private final String code;
  private final int start;
  private final List<String> calls = new ArrayList<>();

  Subject(Task task, Language language, Map<Language, Printer> printers) {
    this.task = task;
    this.language = language;
    this.printers = printers;
    this.printer = printers.get(language);
    this.code = printer.functions(task.program());
    this.start = printer.start();
    for (Task.Example example : task.examples()) {
      calls.add(printer.call(task.program(), example.inputs()));
    }
  }

  /** Returns the program with what it is meant to do. */
  Task task() {
    return task;
  }

  /** Returns the language. */
  Language language() {
    return language;
  }

  /** Returns the code. */
  String code() {
    return code;
  }

  /** Returns where the program's own functions begin in the code. */
  int start() {
    return start;
  }

  /** Returns what a caller must know beyond the head, as code; or nothing. */
  String given() {
    return printer.given(task.program());
  }

  /** Returns the code in another language. */
  String codeIn(Language other) {
    return printers.get(other).functions(task.program());
  }

  /** Returns the code of another program in this language. */
  String codeOf(Program other) {
    return printer.functions(other);
  }

  /** Returns the name of the function that is called from outside. */
  String name() {
    return printer.nameOf(task.program().main());
  }

  /** Returns the head of the function that is called from outside. */
  String signature() {
    return printer.signature(task.program());
  }

  /** Returns a number of calls with their values. */
  List<Task.Example> examples() {
    return task.examples();
  }

  /** Returns the call of an example. */
  String call(int example) {
    return calls.get(example);
  }

  /** Returns the value of an example. */
  String value(int example) {
    return value(task.examples().get(example).outcome());
  }

  /** Returns code as Markdown has it. */
  String block(String shown) {
    return "```" + language.id() + "\n" + shown + (shown.endsWith("\n") ? "" : "\n") + "```";
  }

  /** Returns a value as JSON, or the error. */
  static String value(Outcome outcome) {
    if (outcome.failed()) {
      return "error: " + outcome.error();
    }
    return outcome.value() instanceof List<?> || !(outcome.value() instanceof String)
        ? outcome.value().toString()
        : '"' + outcome.value().toString() + '"';
  }
}
