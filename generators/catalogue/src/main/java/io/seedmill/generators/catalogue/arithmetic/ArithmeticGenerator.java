package io.seedmill.generators.catalogue.arithmetic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.auto.service.AutoService;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleGenerator;
import io.seedmill.generators.Scorer;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.words.Phrasings;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Whole-number expressions with their value and the steps that lead to it.
 *
 * <p>Every division comes out even, and no value in between exceeds 10<sup>12</sup> in size.
 *
 * <p>The difficulty is measured in digits. A sum or difference costs the digits of its longer
 * number; a product or quotient costs the digits of one number times those of the other, as on
 * paper. The level is 1 and one more for each 4 of that, at most 10.
 *
 * <p>Fields: {@code answer} (the value, in decimal), {@code prompt}, {@code steps} (one equation an
 * operation, from left to right as far as brackets and precedence allow; the last gives the
 * answer).
 */
public final class ArithmeticGenerator implements SampleGenerator {

  private static final Phrasings QUESTIONS =
      Phrasings.of(
          List.of("expression"),
          "Work out {expression}. Answer with an integer alone.",
          "What is {expression}? Answer with one integer.",
          "Calculate {expression} and write only the integer.",
          "Find the value of {expression}. Write one integer.",
          "Evaluate {expression} and reply with one integer.");
  private static final long LARGEST_PRODUCT = 1_000_000_000L;
  private static final int HARDEST = 10;
  private static final int WORK_PER_LEVEL = 4;

  private final int operations;
  private final int maxOperand;

  private ArithmeticGenerator(Parameters parameters) {
    this.operations = parameters.intValue("operations");
    this.maxOperand = parameters.intValue("maxOperand");
  }

  @Override
  public void generate(long index, UniformRandomProvider random, Sample sample) {
    ArrayNode steps = JsonNodeFactory.instance.arrayNode(operations);
    Term term = expression(operations, random, steps);
    sample.text("answer", Long.toString(term.value()));
    sample.text("prompt", QUESTIONS.draw(random, term.text()));
    sample.structure("steps", steps);
    sample.difficulty(Math.min(HARDEST, 1 + term.work() / WORK_PER_LEVEL));
  }

  private Term expression(int size, UniformRandomProvider random, ArrayNode steps) {
    if (size == 0) {
      return Term.number(1 + random.nextLong(maxOperand));
    }
    Operator operator = Operator.ALL[random.nextInt(Operator.ALL.length)];
    if (operator == Operator.DIVIDE) {
      return evenDivision(size, random, steps);
    }
    int left = random.nextInt(size);
    Term a = expression(left, random, steps);
    Term b = expression(size - 1 - left, random, steps);
    boolean tooLarge = Math.abs(a.value()) > LARGEST_PRODUCT / Math.max(1, Math.abs(b.value()));
    return combine(a, operator == Operator.TIMES && tooLarge ? Operator.PLUS : operator, b, steps);
  }

  /** Divides a multiple by one of its factors, after the rest of the operations. */
  private Term evenDivision(int size, UniformRandomProvider random, ArrayNode steps) {
    if (size > 1) {
      Operator operator = random.nextBoolean() ? Operator.PLUS : Operator.MINUS;
      Term rest = expression(size - 2, random, steps);
      return combine(rest, operator, evenDivision(1, random, steps), steps);
    }
    long divisor = 2 + random.nextLong(11);
    long multiple = divisor * (1 + random.nextLong(maxOperand));
    return combine(Term.number(multiple), Operator.DIVIDE, Term.number(divisor), steps);
  }

  private static Term combine(Term a, Operator operator, Term b, ArrayNode steps) {
    long value = operator.apply(a.value(), b.value());
    String result = Long.toString(value);
    steps.add(a.operand() + operator.symbol + b.operand() + " = " + result);
    String left = a.binds() < operator.binds ? "(" + a.text() + ")" : a.text();
    String right = b.binds() <= operator.binds ? "(" + b.text() + ")" : b.text();
    int work =
        operator.binds == Operator.SUM_BINDS
            ? Math.max(a.digits(), b.digits())
            : a.digits() * b.digits();
    return new Term(
        left + operator.symbol + right,
        value,
        value < 0 ? "(" + result + ")" : result,
        operator.binds,
        a.work() + b.work() + work);
  }

  /**
   * A piece of the expression.
   *
   * @param operand the value as a step writes it
   * @param binds how strongly the last operation binds
   * @param work what the operations cost
   */
  private record Term(String text, long value, String operand, int binds, int work) {

    static Term number(long value) {
      String text = Long.toString(value);
      return new Term(text, value, text, Operator.NUMBER_BINDS, 0);
    }

    int digits() {
      return value < 0 ? operand.length() - "(-)".length() : operand.length();
    }
  }

  private enum Operator {
    PLUS(" + ", Operator.SUM_BINDS) {
      @Override
      long apply(long a, long b) {
        return Math.addExact(a, b);
      }
    },
    MINUS(" - ", Operator.SUM_BINDS) {
      @Override
      long apply(long a, long b) {
        return Math.subtractExact(a, b);
      }
    },
    TIMES(" * ", 2) {
      @Override
      long apply(long a, long b) {
        return Math.multiplyExact(a, b);
      }
    },
    DIVIDE(" / ", 2) {
      @Override
      long apply(long a, long b) {
        return a / b;
      }
    };

    static final int SUM_BINDS = 1;
    static final int NUMBER_BINDS = 3;
    static final Operator[] ALL = values();

    final String symbol;
    final int binds;

    Operator(String symbol, int binds) {
      this.symbol = symbol;
      this.binds = binds;
    }

    abstract long apply(long a, long b);
  }

  /** The catalogue's entry. */
  @AutoService(GeneratorFactory.class)
  public static final class Factory implements GeneratorFactory {

    @Override
    public String name() {
      return "arithmetic";
    }

    @Override
    public int version() {
      return 2;
    }

    @Override
    public String summary() {
      return "whole-number expressions, worked out step by step";
    }

    @Override
    public ParameterSchema parameters() {
      return ParameterSchema.none()
          .integer("operations", "operations in an expression", 4, 1, 20)
          .integer(
              "maxOperand",
              "the largest number, but for dividends: up to 12 times as much",
              99,
              9,
              999_999);
    }

    @Override
    public Optional<Set<String>> fields(Parameters parameters, Prepared prepared) {
      return Optional.of(Set.of("answer", "prompt", "steps"));
    }

    @Override
    public Optional<Scorer> scorer() {
      return Optional.of(
          (sample, answer) -> Form.INTEGER.score(Scorer.text(sample, "answer"), answer));
    }

    @Override
    public Generator create(Parameters parameters) {
      return Generator.perSample(parameters, new ArithmeticGenerator(parameters));
    }
  }
}
