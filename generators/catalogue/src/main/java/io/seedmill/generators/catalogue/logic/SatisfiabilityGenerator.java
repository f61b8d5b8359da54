package io.seedmill.generators.catalogue.logic;

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
import java.util.Optional;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Propositional formulas in conjunctive normal form, with their first model or the word that they
 * have none.
 *
 * <p>No clause occurs twice, and the number of clauses tells nothing, except that the smallest
 * satisfiable formulas may have one less. The difficulty is 1 for no dead end, 2 for one, and one
 * more for each time they double, up to 10 for 256 and more. Dead ends are the partial assignments
 * that a search refutes which sets the variables in their order, false before true, and turns back
 * as soon as a clause is false.
 *
 * <p>Fields: {@code answer} ({@code unsatisfiable}, or {@code satisfiable: A=false, B=true} with
 * the values of all variables in the model that comes first when false is before true and A is
 * compared first), {@code prompt}. The metadata counts the {@code clauses} and the {@code
 * deadEnds}.
 */
public final class SatisfiabilityGenerator implements SampleGenerator {

  private static final int HARDEST = 10;

  private static final List<String> QUESTIONS =
      List.of(
          "For variables A to {last}, is {formula} satisfiable?",
          "Is the formula {formula} over the variables A to {last} satisfiable?",
          "Can the variables A to {last} be set to true or false such that {formula} holds?",
          "Does {formula} have a satisfying assignment of its variables A to {last}?",
          "Decide whether any values of the variables A to {last} make {formula} true.");
  private static final String FORM =
      " If so, answer in the form satisfiable: A=false, B=true with every variable up to {last}. Of"
          + " several satisfying assignments give the first, comparing A first, then B and so on,"
          + " with false before true. If not, answer unsatisfiable.";

  private final int variables;
  private final int minLiterals;
  private final int maxLiterals;
  private final double satisfiable;
  private final Notation notation;
  private final Phrasings questions;

  private SatisfiabilityGenerator(Parameters parameters) {
    this.variables = parameters.intValue("variables");
    this.minLiterals = parameters.intValue("minLiterals");
    this.maxLiterals = parameters.intValue("maxLiterals");
    this.satisfiable = parameters.real("satisfiable");
    this.notation = Notation.of(parameters.choice("notation"));
    this.questions =
        Phrasings.of(
            List.of("formula", "last"), QUESTIONS.stream().map(ask -> ask + notation.key + FORM));
  }

  @Override
  public void generate(long index, UniformRandomProvider random, Sample sample) {
    FormulaDraw draw = new FormulaDraw(variables, minLiterals, maxLiterals, random);
    List<Clause> clauses =
        random.nextDouble() < satisfiable ? draw.satisfiable() : draw.unsatisfiable();
    Search search = new Search(variables, clauses);
    boolean found = search.findModel();
    sample.text("answer", found ? "satisfiable: " + model(search.model()) : "unsatisfiable");
    sample.text("prompt", prompt(clauses, random));
    sample.difficulty(difficulty(search.deadEnds()));
    sample.note("clauses", clauses.size());
    sample.note("deadEnds", search.deadEnds());
  }

  private static int difficulty(int deadEnds) {
    int doublings = Integer.SIZE - Integer.numberOfLeadingZeros(deadEnds);
    return Math.min(HARDEST, 1 + doublings);
  }

  private String prompt(List<Clause> clauses, UniformRandomProvider random) {
    StringBuilder formula = new StringBuilder(256);
    notation.write(formula, clauses, variables);
    return questions.draw(random, formula, String.valueOf(Notation.name(variables - 1)));
  }

  private String model(int assignment) {
    StringBuilder out = new StringBuilder();
    for (int variable = 0; variable < variables; variable++) {
      boolean value = (assignment & Notation.bit(variable, variables)) != 0;
      out.append(variable == 0 ? "" : ", ").append(Notation.name(variable)).append('=');
      out.append(value);
    }
    return out.toString();
  }

  /** The catalogue's entry. */
  @AutoService(GeneratorFactory.class)
  public static final class Factory implements GeneratorFactory {

    @Override
    public String name() {
      return "satisfiability";
    }

    @Override
    public int version() {
      return 2;
    }

    @Override
    public String summary() {
      return "propositional formulas with their first model, or none";
    }

    @Override
    public ParameterSchema parameters() {
      List<String> notations = Arrays.stream(Notation.values()).map(n -> n.word).toList();
      return ParameterSchema.none()
          .integer("variables", "variables in a formula", 5, 3, 20)
          .integer("minLiterals", "the fewest literals in a clause", 2, 1, 4)
          .integer("maxLiterals", "the most literals in a clause", 3, 2, 4)
          .real("satisfiable", "the share of formulas that have a model", 0.5, 0, 1)
          .choice("notation", "how a formula is written", Notation.WORDS.word, notations)
          .rule(p -> atMost("minLiterals", "maxLiterals", p))
          .rule(p -> atMost("maxLiterals", "variables", p));
    }

    @Override
    public Optional<Set<String>> fields(Parameters parameters, Prepared prepared) {
      return Optional.of(Set.of("answer", "prompt"));
    }

    @Override
    public Optional<Scorer> scorer() {
      return Optional.of(new ModelScorer());
    }

    @Override
    public Generator create(Parameters parameters) {
      return Generator.perSample(parameters, new SatisfiabilityGenerator(parameters));
    }

    private static Optional<InputProblem> atMost(String name, String limit, Parameters parameters) {
      long value = parameters.integer(name);
      long most = parameters.integer(limit);
      return value <= most
          ? Optional.empty()
          : Optional.of(
              new InputProblem(
                  "/" + name, Long.toString(value), "at most " + limit + ", which is " + most));
    }
  }
}
