package io.seedmill.generators.code.family;

import io.seedmill.generators.code.run.Interpreter;
import io.seedmill.generators.code.run.Outcome;
import io.seedmill.generators.code.run.RejectedException;
import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Program;
import io.seedmill.generators.code.tree.Stmt;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.rng.UniformRandomProvider;

/** Draws tasks: combines families, fills their gaps, and runs the programs on inputs. */
public final class Composer {

  private static final FamilyFile FILE = FamilyFile.read("pieces.txt", "lists.txt", "stages.txt");
  private static final Type NUMBERS = new Type.ListOf(Type.INT);
  private static final Pattern GAP =
      Pattern.compile("\\{(\\w+)\\.(\\w+)(?::((?:[^{}]|\\{it\\})*))?\\}");
  private static final int EXAMPLES = 4;
  private static final int DRAWS = 24;

  private final List<Family> stages = new ArrayList<>();
  private final List<Family> ends = new ArrayList<>();
  private final Map<String, List<Piece>> pieces = new HashMap<>();

  /** Creates a composer over all families. */
  public Composer() {
    for (Family family : FILE.families) {
      boolean stage = family.result().equals(NUMBERS);
      (stage ? stages : ends).add(family);
    }
    for (Piece piece : FILE.pieces) {
      pieces.computeIfAbsent(piece.kind(), kind -> new ArrayList<>()).add(piece);
    }
  }

  /** Returns the ids of all families. */
  public static List<String> families() {
    return FILE.families.stream().map(Family::name).toList();
  }

  /** Draws a task. */
  public Task draw(UniformRandomProvider random) {
    while (true) {
      Optional<Task> drawn = attempt(random);
      if (drawn.isPresent()) {
        return drawn.get();
      }
    }
  }

  private Optional<Task> attempt(UniformRandomProvider random) {
    List<Family> chain = new ArrayList<>();
    boolean endsInList = random.nextInt(5) == 0;
    Family end = endsInList ? any(stages, random) : any(ends, random);
    chain.add(end);
    if (end.parameterTypes().equals(List.of(NUMBERS))) {
      int more = random.nextInt(10);
      for (int i = 0; i < (more < 4 ? 0 : more < 8 ? 1 : 2); i++) {
        Family stage = any(stages, random);
        if (chain.contains(stage)) {
          return Optional.empty();
        }
        chain.add(stage);
      }
    }
    List<Function> functions = new ArrayList<>();
    List<String> said = new ArrayList<>();
    List<Function> links = new ArrayList<>();
    for (Family family : chain) {
      Map<String, Filling> gaps = new LinkedHashMap<>();
      for (Map.Entry<String, String> gap : family.gaps().entrySet()) {
        Piece piece = any(pieces.get(gap.getValue()), random);
        for (Function known : functions) {
          // Two pieces of one name would need two functions of one name.
          if (known.name().equals(piece.name())) {
            return Optional.empty();
          }
        }
        gaps.put(gap.getKey(), Filling.draw(piece, random.nextInt(3) == 0, random));
      }
      Map<String, Long> constants = new LinkedHashMap<>();
      family
          .constants()
          .forEach(
              (name, range) ->
                  constants.put(name, range[0] + random.nextLong(range[1] - range[0] + 1)));
      String phrase = said.isEmpty() ? any(family.phrases(), random) : family.does();
      said.add(say(phrase, gaps, constants, random));
      String name = say(any(family.names(), random), gaps, constants, random);
      Function link =
          new Elaboration(random, gaps, family.synonyms(), constants, functions)
              .function(any(family.bodies(), random), name);
      for (Function known : functions) {
        if (known.name().equals(name)) {
          return Optional.empty();
        }
      }
      links.add(link);
    }
    String given =
        links.size() == 1
            ? links.get(0).parameters().get(0).name()
            : any(List.of("values", "numbers", "items"), random);
    join(chain, links, functions, given, random);
    Program program = new Program(functions);
    String intention = intention(said, "`" + given + "`");
    List<Task.Example> examples = examples(program, chain.get(chain.size() - 1), random);
    if (examples.size() < EXAMPLES) {
      return Optional.empty();
    }
    return Optional.of(
        new Task(chain.stream().map(Family::name).toList(), intention, program, examples));
  }

  /** Adds the functions of the links, and a main function where there are several. */
  private static void join(
      List<Family> chain,
      List<Function> links,
      List<Function> functions,
      String given,
      UniformRandomProvider random) {
    for (int i = links.size() - 1; i >= 0; i--) {
      functions.add(links.get(i));
    }
    Function end = links.get(0);
    if (links.size() == 1) {
      return;
    }
    Expr.Variable parameter = new Expr.Variable(given, NUMBERS);
    List<Stmt> body = new ArrayList<>();
    Expr value = parameter;
    boolean nested = links.size() == 2 && random.nextBoolean();
    for (int i = links.size() - 1; i >= 0; i--) {
      Function link = links.get(i);
      Expr call = new Expr.Call(link.name(), List.of(value), link.result());
      if (i == 0) {
        body.add(new Stmt.Return(call));
      } else if (nested) {
        value = call;
      } else {
        List<String> names = new ArrayList<>(chain.get(i).gives());
        names.removeIf(name -> functions.stream().anyMatch(known -> known.name().equals(name)));
        String name = any(names, random);
        body.add(new Stmt.Let(name, NUMBERS, call, false));
        value = new Expr.Variable(name, NUMBERS);
      }
    }
    functions.add(new Function("solve", List.of(parameter), end.result(), end.fails(), body));
  }

  private String say(
      String phrase,
      Map<String, Filling> gaps,
      Map<String, Long> constants,
      UniformRandomProvider random) {
    StringBuilder said = new StringBuilder();
    Matcher gap = GAP.matcher(phrase);
    while (gap.find()) {
      if (!gaps.containsKey(gap.group(1))) {
        gap.appendReplacement(said, Matcher.quoteReplacement(gap.group()));
        continue;
      }
      String words =
          gaps.get(gap.group(1))
              .words(gap.group(2), random)
              .orElseThrow(() -> new IllegalStateException("no words for " + gap.group()));
      if (gap.group(3) != null) {
        words = words.replace("{x}", gap.group(3)).replace("{them}", gap.group(3));
      }
      gap.appendReplacement(said, Matcher.quoteReplacement(words));
    }
    gap.appendTail(said);
    String filled = said.toString();
    for (Map.Entry<String, Long> constant : constants.entrySet()) {
      filled =
          filled
              .replace("{" + constant.getKey() + "}", constant.getValue().toString())
              .replace("{" + constant.getKey() + ".th}", ordinal(constant.getValue()));
    }
    return filled;
  }

  /** Returns what the main function does, as a phrase that begins with a verb. */
  private static String intention(List<String> said, String given) {
    if (said.size() == 1) {
      return "returns " + said.get(0).replace("{it}", given);
    }
    StringBuilder steps = new StringBuilder("takes " + given);
    for (int i = said.size() - 1; i > 0; i--) {
      steps.append(", ").append(said.get(i));
    }
    return steps + ", and returns " + said.get(0).replace("{it}", "the result");
  }

  private static String ordinal(long number) {
    List<String> words = List.of("first", "second", "third", "fourth", "fifth");
    return number <= words.size() ? words.get((int) number - 1) : number + "th";
  }

  private static List<Task.Example> examples(
      Program program, Family first, UniformRandomProvider random) {
    Interpreter interpreter = new Interpreter(program);
    List<Task.Example> examples = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < DRAWS && examples.size() < EXAMPLES; i++) {
      List<Object> inputs = new ArrayList<>();
      for (Family.Domain domain : first.domains()) {
        inputs.add(input(domain, random));
      }
      try {
        Outcome outcome = interpreter.run(inputs);
        Object value = outcome.failed() ? outcome.error() : outcome.value();
        // Inputs that come to the same say little.
        if (values.contains(value)
            && (values.indexOf(value) != values.lastIndexOf(value) || i < DRAWS / 2)) {
          continue;
        }
        values.add(value);
        examples.add(new Task.Example(inputs, outcome));
      } catch (RejectedException e) {
        // Other inputs may do.
      }
    }
    return examples;
  }

  private static Object input(Family.Domain domain, UniformRandomProvider random) {
    int size = domain.shortest() + random.nextInt(domain.longest() - domain.shortest() + 1);
    if (domain.longest() == 0) {
      return number(domain, random);
    }
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      items.add(number(domain, random));
    }
    return items;
  }

  private static Integer number(Family.Domain domain, UniformRandomProvider random) {
    return (int) (domain.least() + random.nextLong(domain.most() - domain.least() + 1));
  }

  private static <T> T any(List<T> all, UniformRandomProvider random) {
    return all.get(random.nextInt(all.size()));
  }
}
