package io.seedmill.generators.code;

import io.seedmill.generators.code.family.Task;
import io.seedmill.generators.code.print.Printer;
import io.seedmill.generators.code.run.Outcome;
import io.seedmill.generators.code.run.Struct;
import io.seedmill.generators.code.tree.Program;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A program that is asked about, in one language. */
public final class Subject {

  private final Task task;
  private final Language language;
  private final Map<Language, Printer> printers;
  private final Printer printer;
  private final String code;
  private final int start;
  private final List<String> calls = new ArrayList<>();

  /** Creates the program of a task in a language, with a printer for each language. */
  public Subject(Task task, Language language, Map<Language, Printer> printers) {
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
  public Task task() {
    return task;
  }

  /** Returns the language. */
  public Language language() {
    return language;
  }

  /** Returns the code. */
  public String code() {
    return code;
  }

  /** Returns where the program's own functions begin in the code. */
  public int start() {
    return start;
  }

  /** Returns what a caller must know beyond the head, as code; or nothing. */
  public String given() {
    return printer.given(task.program());
  }

  /** Returns the code in another language. */
  public String codeIn(Language other) {
    return printers.get(other).functions(task.program());
  }

  /** Returns the code of another program in this language. */
  public String codeOf(Program other) {
    return printer.functions(other);
  }

  /** Returns the name of the function that is called from outside. */
  public String name() {
    return printer.nameOf(task.program().main());
  }

  /** Returns the head of the function that is called from outside. */
  public String signature() {
    return printer.signature(task.program());
  }

  /** Returns a number of calls with their values. */
  public List<Task.Example> examples() {
    return task.examples();
  }

  /** Returns the call of an example. */
  public String call(int example) {
    return calls.get(example);
  }

  /** Returns the value of an example. */
  public String value(int example) {
    return value(task.examples().get(example).outcome());
  }

  /** Returns code as Markdown has it. */
  public String block(String shown) {
    return "```" + language.id() + "\n" + shown + (shown.endsWith("\n") ? "" : "\n") + "```";
  }

  /** Returns a value as JSON, or the error. */
  public static String value(Outcome outcome) {
    if (outcome.failed()) {
      return "error: " + outcome.error();
    }
    return json(outcome.value());
  }

  private static String json(Object value) {
    if (value instanceof List<?> items) {
      return items.stream().map(Subject::json).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Struct struct) {
      List<String> fields = new ArrayList<>();
      for (Type.Field field : struct.type().fields()) {
        fields.add('"' + field.name() + "\": " + json(struct.value(field.name())));
      }
      return "{" + String.join(", ", fields) + "}";
    }
    return value instanceof String || value instanceof Character
        ? '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"'
        : value.toString();
  }
}
