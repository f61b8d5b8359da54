package io.seedmill.generators.catalogue.algebra;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.auto.service.AutoService;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleGenerator;
import io.seedmill.generators.Scorer;
import io.seedmill.generators.catalogue.words.Phrasings;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Linear equations, quadratic equations and systems of two linear equations, with all their
 * solutions and the proof that they are solutions.
 *
 * <p>Every coefficient is whole; every problem has a solution, and all solutions are rational. The
 * difficulty is 1 for a linear equation, 3 for a quadratic one and 4 for a system, and one more for
 * each bracket in an equation and for a solution that is not whole, and one more if the largest
 * number of the question has three digits or more, two from five, three from seven; at most 10.
 *
 * <p>Fields: {@code answer} (such as {@code x = -7/2}, {@code x = 1, y = -4}, or {@code x = -1 or x
 * = 2/3}: names and solutions ascend, fractions are in lowest terms), {@code check} (for each
 * solution and equation, both sides with the solution put in), {@code prompt}. The metadata names
 * the {@code form}.
 */
public final class AlgebraGenerator implements SampleGenerator {

  private static final Map<Form, Phrasings> QUESTIONS =
      Map.of(
          Form.LINEAR,
          questions(
              "Answer in the form {x} = -7/2: a whole number, or a fraction in lowest terms.",
              "Solve {equations} for {x}.",
              "Which value of {x} makes {equations} true?",
              "Find {x} if {equations}.",
              "What is {x}, given that {equations}?"),
          Form.QUADRATIC,
          questions(
              "Answer in the form {x} = -1 or {x} = 2/3: in ascending order, each solution once, as"
                  + " a whole number or a fraction in lowest terms.",
              "Find all solutions of {equations}.",
              "Solve {equations} for {x}.",
              "For which values of {x} is {equations}?",
              "Which values of {x} satisfy {equations}?"),
          Form.SYSTEM,
          questions(
              "Answer in the form {x} = 1, {y} = -7/2: whole numbers, or fractions in lowest"
                  + " terms.",
              "Solve {equations} for {x} and {y}.",
              "Find {x} and {y} such that {equations}.",
              "What are {x} and {y} if {equations}?",
              "Which values of {x} and {y} satisfy both {equations}?"));
  private static final String MIXED = "mixed";
  private static final List<Form> FORMS = List.of(Form.values());
  private static final String LETTERS = "abcdkmnpqrstuvwxyz";

  private final Parameters parameters;
  private final List<Form> forms;

  private AlgebraGenerator(Parameters parameters) {
    String form = parameters.choice("form");
    this.parameters = parameters;
    this.forms = FORMS.stream().filter(f -> form.equals(MIXED) || form.equals(f.word)).toList();
  }

  @Override
  public void generate(long index, UniformRandomProvider random, Sample sample) {
    Form form = forms.get(random.nextInt(forms.size()));
    Numbers numbers = Numbers.of(parameters, random);
    EquationSet problem = form.draw(numbers);
    List<String> unknowns = unknowns(form.unknowns, random);
    sample.text("answer", answer(problem, unknowns));
    sample.structure("check", check(problem));
    sample.text("prompt", prompt(form, problem, unknowns, random));
    int digits = Long.toString(problem.largestNumber()).length();
    int fractions = problem.hasWholeSolutions() ? 0 : 1;
    sample.difficulty(
        Math.min(10, form.difficulty + numbers.brackets() + fractions + (digits - 1) / 2));
    sample.note("form", form.word);
  }

  private static Phrasings questions(String form, String... questions) {
    return Phrasings.of(
        List.of("equations", "x", "y"), Arrays.stream(questions).map(ask -> ask + " " + form));
  }

  private static List<String> unknowns(int count, UniformRandomProvider random) {
    int last = random.nextInt(count - 1, LETTERS.length());
    String lastName = LETTERS.substring(last, last + 1);
    if (count == 1) {
      return List.of(lastName);
    }
    int first = random.nextInt(last);
    return List.of(LETTERS.substring(first, first + 1), lastName);
  }

  private static String answer(EquationSet problem, List<String> unknowns) {
    StringBuilder out = new StringBuilder();
    for (List<Fraction> solution : problem.solutions()) {
      out.append(out.isEmpty() ? "" : " or ");
      for (int i = 0; i < solution.size(); i++) {
        out.append(i == 0 ? "" : ", ").append(unknowns.get(i));
        out.append(" = ").append(solution.get(i));
      }
    }
    return out.toString();
  }

  private static ArrayNode check(EquationSet problem) {
    ArrayNode check = JsonNodeFactory.instance.arrayNode();
    for (List<Fraction> solution : problem.solutions()) {
      for (Equation equation : problem.equations()) {
        check.add(equation.check(solution));
      }
    }
    return check;
  }

  private static String prompt(
      Form form, EquationSet problem, List<String> unknowns, UniformRandomProvider random) {
    StringBuilder equations = new StringBuilder(80);
    for (int i = 0; i < problem.equations().size(); i++) {
      equations.append(i == 0 ? "" : " and ");
      problem.equations().get(i).write(equations, unknowns);
    }
    return QUESTIONS
        .get(form)
        .draw(random, equations, unknowns.get(0), unknowns.get(form.unknowns - 1));
  }

  /** The catalogue's entry. */
  @AutoService(GeneratorFactory.class)
  public static final class Factory implements GeneratorFactory {

    @Override
    public String name() {
      return "algebra";
    }

    @Override
    public int version() {
      return 2;
    }

    @Override
    public String summary() {
      return "linear and quadratic equations and systems, solved and checked";
    }

    @Override
    public ParameterSchema parameters() {
      List<String> words =
          Stream.concat(Stream.of(MIXED), FORMS.stream().map(form -> form.word)).toList();
      return ParameterSchema.none()
          .choice("form", "the kind of problem", MIXED, words)
          .integer("brackets", "bracketed terms in an equation", 1, 0, 4)
          .integer("maxCoefficient", "the largest coefficient to begin with", 12, 4, 999)
          .integer("maxSolution", "the largest solution", 20, 1, 999)
          .integer("maxDenominator", "the largest denominator of a solution", 4, 1, 12)
          .rule(Factory::denominatorsFit);
    }

    @Override
    public Optional<Set<String>> fields(Parameters parameters, Prepared prepared) {
      return Optional.of(Set.of("answer", "check", "prompt"));
    }

    @Override
    public Optional<Scorer> scorer() {
      return Optional.of(new SolutionScorer());
    }

    @Override
    public Generator create(Parameters parameters) {
      return Generator.perSample(parameters, new AlgebraGenerator(parameters));
    }

    private static Optional<InputProblem> denominatorsFit(Parameters parameters) {
      long denominator = parameters.integer("maxDenominator");
      long coefficient = parameters.integer("maxCoefficient");
      return denominator <= coefficient
          ? Optional.empty()
          : Optional.of(
              new InputProblem(
                  "/maxDenominator",
                  Long.toString(denominator),
                  "at most maxCoefficient, which is " + coefficient));
    }
  }
}
