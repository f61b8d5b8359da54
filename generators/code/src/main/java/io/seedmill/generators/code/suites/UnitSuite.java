package io.seedmill.generators.code.suites;

import io.seedmill.generators.code.Language;
import io.seedmill.generators.code.Subject;
import io.seedmill.generators.code.family.Task;
import io.seedmill.generators.code.run.Outcome;
import io.seedmill.generators.code.tree.Difficulty;
import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Program;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.rng.UniformRandomProvider;

/** Makes unit tests: inputs with a name, and what the module returns for them. */
final class UnitSuite implements Suites {

  private static final Map<String, List<Frame>> FRAMES = Frame.read("unit.txt");
  private static final int LONG = 52;

  @Override
  public Optional<Suite> make(
      Module module, UniformRandomProvider drawn, UniformRandomProvider worded) {
    Optional<Cases> found = Cases.of(module, FEWEST_MUTANTS, drawn);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Cases cases = found.get();
    String right = module.code(module.program());
    List<Map<String, Object>> values = new ArrayList<>();
    List<Map<String, Object>> errors = new ArrayList<>();
    Set<String> idents = new HashSet<>();
    List<Suite.Case> shown = new ArrayList<>();
    for (int i = 0; i < cases.examples().size(); i++) {
      Task.Example example = cases.examples().get(i);
      Map<String, Object> gaps = gaps(module, example, cases.phrases().get(i));
      if (!idents.add((String) gaps.get("ident"))) {
        return Optional.empty();
      }
      (example.outcome().failed() ? errors : values).add(gaps);
      String call = module.printer().call(module.program(), example.inputs());
      shown.add(
          new Suite.Case(
              CaseNames.title(cases.phrases().get(i)),
              "`" + call + "` is " + Subject.value(example.outcome())));
    }
    Map<String, Object> gaps = common(module);
    gaps.put("values", values);
    gaps.put("errors", errors);
    gaps.put("count", values.size());
    gaps.put(
        "imports",
        module.program().main().result() instanceof Type.ListOf
            && values.stream().anyMatch(value -> value.get("isempty").equals(false)));
    if (module.language() == Language.C || module.language() == Language.CPP) {
      gaps.put("count", values.size() + errors.size());
    }
    for (int i = 0; i < values.size(); i++) {
      values.get(i).put("comma", i < values.size() - 1 ? "," : ");");
    }
    if (values.isEmpty()) {
      return Optional.empty();
    }
    List<Frame> frames = FRAMES.get(module.language().id() + " unit");
    Frame frame = frames.get(worded.nextInt(frames.size()));
    String tests = frame.fill(gaps, worded);
    int steps =
        cases.examples().stream().mapToInt(example -> example.outcome().steps()).max().orElse(0);
    List<Mutants.Tried> killed =
        cases.mutants().stream().filter(mutant -> !mutant.killing().isEmpty()).toList();
    return Optional.of(
        new Suite(
            module.program().id(),
            module.name(),
            module.task().intention(),
            new Suite.Text(module.file(), right),
            new Suite.Text(module.testFile(), tests),
            module.run(),
            shipped(module, right, killed, cases, drawn),
            shown,
            shown.size(),
            cases.mutants().size(),
            killed.size(),
            Difficulty.of(module.program(), steps)));
  }

  private static List<Suite.Mutant> shipped(
      Module module,
      String right,
      List<Mutants.Tried> killed,
      Cases cases,
      UniformRandomProvider random) {
    List<Suite.Mutant> shipped = new ArrayList<>();
    for (Mutants.Tried mutant : Suites.some(killed, random)) {
      String wrong = module.code(mutant.program());
      shipped.add(
          new Suite.Mutant(
              Mutants.change(right, wrong),
              wrong,
              mutant.killing().stream()
                  .map(i -> CaseNames.title(cases.phrases().get(i)))
                  .toList()));
    }
    return shipped;
  }

  /** Returns what all cases share. */
  static Map<String, Object> common(Module module) {
    Program program = module.program();
    Type result = program.main().result();
    boolean grid = result instanceof Type.ListOf list && list.element() instanceof Type.ListOf;
    List<Expr.Variable> parameters = program.main().parameters();
    List<String> names = parameters.stream().map(each -> spelled(module, each.name())).toList();
    Map<String, Object> gaps = new HashMap<>();
    gaps.put("module", module.snake());
    gaps.put("Module", module.className());
    gaps.put("name", module.name());
    gaps.put("Name", CaseNames.pascal(module.snake()));
    gaps.put("package", module.goPackage());
    gaps.put("import", module.imported());
    gaps.put("typed", module.language() == Language.TYPESCRIPT);
    gaps.put("bool", result == Type.BOOL);
    gaps.put("text", result == Type.TEXT);
    gaps.put("int", result == Type.INT);
    gaps.put("list", result instanceof Type.ListOf && !grid);
    gaps.put("grid", grid);
    gaps.put("fails", program.main().fails());
    gaps.put(
        "lists",
        result instanceof Type.ListOf
            || parameters.stream().anyMatch(each -> each.type() instanceof Type.ListOf));
    gaps.put("heaptext", result == Type.TEXT && isFreed(module, program));
    gaps.put("equal", result instanceof Type.ListOf ? "deepEqual" : "equal");
    gaps.put("params", String.join(", ", names));
    gaps.put("ttargs", names.stream().map("tt."::concat).collect(Collectors.joining(", ")));
    gaps.put("debugs", names.stream().map(n -> "{" + n + ":?}").collect(Collectors.joining(", ")));
    gaps.put("wanttype", module.type(result));
    gaps.put(
        "typedparams",
        parameters.stream()
            .map(each -> module.type(each.type()) + " " + spelled(module, each.name()))
            .collect(Collectors.joining(", ")));
    gaps.put(
        "argtypes",
        parameters.stream()
            .map(each -> "&" + module.type(each.type()).replace("&", ""))
            .map(type -> type.replaceFirst("&Vec<(.*)>$", "&[$1]").replaceFirst("&i32$", "i32"))
            .collect(Collectors.joining(", ")));
    gaps.put("slottype", module.type(result));
    gaps.put(
        "expectedslot",
        !program.main().fails()
            ? "expected"
            : result == Type.TEXT ? "Ok(expected.to_string())" : "Ok(expected)");
    gaps.put("ttdiffers", differs(result, "tt.want", true));
    gaps.put("fields", fields(module, names, parameters, result));
    return gaps;
  }

  /** Tells whether the caller in C frees the text that a program returns. */
  static boolean isFreed(Module module, Program program) {
    String head = "\nconst char *" + module.printer().nameOf(program.main()) + "(";
    return module.language() == Language.C
        && !("\n" + module.printer().functions(program)).contains(head);
  }

  private static String spelled(Module module, String name) {
    return switch (module.language()) {
      case JAVA, JAVASCRIPT, TYPESCRIPT, GO -> CaseNames.camel(name);
      default -> name;
    };
  }

  /** Returns the fields of a table in Go, in columns. */
  private static List<Map<String, Object>> fields(
      Module module, List<String> names, List<Expr.Variable> parameters, Type result) {
    int width = 4;
    for (String name : names) {
      width = Math.max(width, name.length());
    }
    List<Map<String, Object>> fields = new ArrayList<>();
    fields.add(Map.of("field", padded("name", width) + "string"));
    for (int i = 0; i < names.size(); i++) {
      fields.add(
          Map.of("field", padded(names.get(i), width) + module.type(parameters.get(i).type())));
    }
    fields.add(Map.of("field", padded("want", width) + module.type(result)));
    return fields;
  }

  private static String padded(String name, int width) {
    return name + " ".repeat(width + 1 - name.length());
  }

  private static String differs(Type result, String want, boolean helper) {
    if (!(result instanceof Type.ListOf list)) {
      return "got != " + want;
    } else if (list.element() instanceof Type.ListOf) {
      return "fmt.Sprint(got) != fmt.Sprint(" + want + ")";
    }
    return helper ? "!equal(got, " + want + ")" : "!reflect.DeepEqual(got, " + want + ")";
  }

  /** Returns what the frames know of one case. */
  static Map<String, Object> gaps(Module module, Task.Example example, String phrase) {
    Map<String, Object> gaps = new HashMap<>();
    Program program = module.program();
    String snake = CaseNames.snake(phrase);
    List<String> args = new ArrayList<>(module.printer().arguments(program, example.inputs()));
    String call = module.name() + "(" + String.join(", ", args) + ")";
    Outcome outcome = example.outcome();
    boolean camel = module.language() == Language.JAVA;
    gaps.put("phrase", phrase);
    gaps.put("title", CaseNames.title(phrase));
    gaps.put("ident", camel ? CaseNames.camel(snake) : snake);
    gaps.put("Ident", CaseNames.pascal(snake));
    gaps.put("call", call);
    gaps.put("args", String.join(", ", args));
    gaps.put("shownargs", String.join(", ", args).replace("\"", "\\\"").replace("%", "%%"));
    if (outcome.failed()) {
      gaps.put("message", outcome.error());
      return gaps;
    }
    String want = module.printer().result(program, outcome.value());
    Type result = program.main().result();
    gaps.put("want", typed(module, result, want));
    gaps.put("owned", result == Type.TEXT ? want + ".to_string()" : want);
    gaps.put("slot", want);
    gaps.put("isempty", outcome.value() instanceof List<?> items && items.isEmpty());
    gaps.put("long", call.length() + want.length() > LONG);
    boolean holds = Boolean.TRUE.equals(outcome.value());
    String not = module.language() == Language.PYTHON ? "not " : "!";
    gaps.put("not", holds ? "" : not);
    gaps.put("asserttruth", holds ? "assertTrue" : "assertFalse");
    gaps.put("says", says(outcome, phrase));
    gaps.put("check", check(module, result, call, want, holds, outcome));
    gaps.put("differs", differs(result, "want", false));
    return gaps;
  }

  private static String typed(Module module, Type result, String want) {
    return module.language() == Language.CPP && result instanceof Type.ListOf
        ? module.type(result) + want
        : want;
  }

  private static String says(Outcome outcome, String phrase) {
    if (outcome.value() instanceof Boolean holds) {
      return (holds ? "accepts " : "rejects ") + phrase;
    }
    return outcome.value() instanceof Integer
        ? "returns " + outcome.value() + " for " + phrase
        : "handles " + phrase;
  }

  /** Returns a condition in C or C++. */
  private static String check(
      Module module, Type result, String call, String want, boolean holds, Outcome outcome) {
    boolean c = module.language() == Language.C;
    if (result == Type.BOOL) {
      return holds ? call : "!" + call;
    } else if (c && result == Type.TEXT) {
      return isFreed(module, module.program())
          ? "same(" + call + ", " + want + ")"
          : "strcmp(" + call + ", " + want + ") == 0";
    } else if (c && outcome.value() instanceof List<?> items) {
      int size = items.size();
      String array =
          size == 0 ? "NULL" : want.substring(1, want.length() - (", " + size).length() * 2 - 1);
      return "same(" + call + ", " + array + ", " + size + ")";
    } else if (!c && result instanceof Type.ListOf) {
      return "(" + call + " == " + module.type(result) + want + ")";
    }
    return call + " == " + want;
  }
}
