package io.seedmill.generators.catalogue.arithmetic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.auto.service.AutoService;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleGenerator;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Whole-number expressions with their value and the steps that lead to it.
 *
 * <p>Every division comes out even, and no value in between exceeds 10<sup>12</sup> in size. The
 * difficulty is the number of operations, at most 10.
 *
 * <p>Fields: {@code answer} (the value, in decimal), {@code prompt}, {@code steps} (one equation an
 * operation, in an order in which they can be worked out; the last gives the answer).
 */
public final class ArithmeticGenerator implements SampleGenerator {

  private static final long LARGEST_PRODUCT = 1_000_000_000L;

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
    sample.text("prompt", "Work out " + term.text() + " step by step.");
    sample.structure("steps", steps);
    sample.difficulty(Math.min(10, operations));
  }

  private Term expression(int size, UniformRandomProvider random, ArrayNode steps) {
    if (size == 0) {
      long value = 1 + random.nextLong(maxOperand);
      return new Term(Long.toString(value), value, Operator.NUMBER_BINDS);
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

  /**
   * Divides a multiple by one of its factors, and gives the quotient the rest of the operations.
   */
  private Term evenDivision(int size, UniformRandomProvider random, ArrayNode steps) {
    long divisor = 2 + random.nextLong(11);
    long multiple = divisor * (1 + random.nextLong(maxOperand));
    Term quotient =
        combine(
            new Term(Long.toString(multiple), multiple, Operator.NUMBER_BINDS),
            Operator.DIVIDE,
            new Term(Long.toString(divisor), divisor, Operator.NUMBER_BINDS),
            steps);
    if (size == 1) {
      return quotient;
    }
    Operator operator = random.nextBoolean() ? Operator.PLUS : Operator.MINUS;
    return combine(expression(size - 2, random, steps), operator, quotient, steps);
  }

  private static Term combine(Term a, Operator operator, Term b, ArrayNode steps) {
    long value = operator.apply(a.value(), b.value());
    steps.add(
        signed(a.value()) + operator.symbol + signed(b.value()) + " = " + Long.toString(value));
    String left = a.binds() < operator.binds ? "(" + a.text() + ")" : a.text();
    String right = b.binds() <= operator.binds ? "(" + b.text() + ")" : b.text();
    return new Term(left + operator.symbol + right, value, operator.binds);
  }

  private static String signed(long value) {
    return value < 0 ? "(" + value + ")" : Long.toString(value);
  }

  /** A piece of the expression, its value, and how strongly its last operation binds. */
  private record Term(String text, long value, int binds) {}

  private enum Operator {
    PLUS(" + ", 1) {
      @Override
      long apply(long a, long b) {
        return Math.addExact(a, b);
      }
    },
    MINUS(" - ", 1) {
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
      return 1;
    }

    @Override
    public String summary() {
      return "whole-number expressions, worked out step by step";
    }

    @Override
    public ParameterSchema parameters() {
      return ParameterSchema.none()
          .integer("operations", "operations in an expression", 4, 1, 20)
          .integer("maxOperand", "the largest number to begin with", 99, 9, 999_999);
    }

    @Override
    public Optional<Set<String>> fields(Parameters parameters, Prepared prepared) {
      return Optional.of(Set.of("answer", "prompt", "steps"));
    }

    @Override
    public Generator create(Parameters parameters) {
      return Generator.perSample(parameters, new ArithmeticGenerator(parameters));
    }
  }
}
