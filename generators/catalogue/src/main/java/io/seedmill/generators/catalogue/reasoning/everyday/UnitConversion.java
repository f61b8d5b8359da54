package io.seedmill.generators.catalogue.reasoning.everyday;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.algebra.Fraction;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** A sum of quantities in one unit, which may be a compound one such as km/h, exactly. */
final class UnitConversion extends Kind {

  /**
   * A unit.
   *
   * @param size in the unit of its dimension that is used to compare
   */
  private record Unit(String name, Fraction size, boolean isImperial) {

    static Unit of(String name, long size, long below) {
      return new Unit(name, Fraction.of(size, below), false);
    }

    static Unit imperial(String name, long inches) {
      return new Unit(name, Fraction.of(127L * inches, 5000), true);
    }
  }

  private static final List<Unit> LENGTHS =
      List.of(
          Unit.of("cm", 1, 100),
          Unit.of("m", 1, 1),
          Unit.of("km", 1000, 1),
          Unit.of("mm", 1, 1000),
          Unit.imperial("in", 1),
          Unit.imperial("ft", 12),
          Unit.imperial("yd", 36),
          Unit.imperial("mi", 63_360));
  private static final List<Unit> SIDES = List.of(LENGTHS.get(0), LENGTHS.get(1), LENGTHS.get(3));
  private static final List<Unit> MASSES =
      List.of(
          Unit.of("mg", 1, 1_000_000),
          Unit.of("g", 1, 1000),
          Unit.of("kg", 1, 1),
          Unit.of("t", 1000, 1));
  private static final List<Unit> LIGHT = MASSES.subList(0, 3);
  private static final List<Unit> TIMES =
      List.of(
          Unit.of("s", 1, 60),
          Unit.of("min", 1, 1),
          Unit.of("h", 60, 1),
          Unit.of("day", 1440, 1),
          Unit.of("week", 10_080, 1));
  private static final List<Unit> VOLUMES =
      List.of(
          Unit.of("ml", 1, 1000),
          Unit.of("cl", 1, 100),
          Unit.of("l", 1, 1),
          Unit.of("m³", 1000, 1));

  /** Units of one dimension to a power. */
  private record Factor(List<Unit> units, int power) {}

  /** Compound units by how many factors have to be converted. */
  private static final List<List<List<Factor>>> SORTS =
      List.of(
          List.of(
              List.of(new Factor(LENGTHS, 1)),
              List.of(new Factor(MASSES, 1)),
              List.of(new Factor(TIMES, 1)),
              List.of(new Factor(VOLUMES, 1))),
          List.of(
              List.of(new Factor(LENGTHS, 1), new Factor(TIMES, -1)),
              List.of(new Factor(VOLUMES, 1), new Factor(TIMES, -1)),
              List.of(new Factor(LIGHT, 1), new Factor(VOLUMES, -1)),
              List.of(new Factor(LIGHT, 1), new Factor(LENGTHS, -1)),
              List.of(new Factor(MASSES, 1), new Factor(TIMES, -1))),
          List.of(
              List.of(new Factor(LENGTHS, 1), new Factor(TIMES, -2)),
              List.of(new Factor(LIGHT, 1), new Factor(SIDES, -2)),
              List.of(new Factor(SIDES, 2), new Factor(TIMES, -1))),
          List.of(
              List.of(new Factor(VOLUMES, 1), new Factor(SIDES, -2), new Factor(TIMES, -1)),
              List.of(new Factor(LIGHT, 1), new Factor(SIDES, -2), new Factor(TIMES, -1)),
              List.of(new Factor(MASSES, 1), new Factor(LENGTHS, 1), new Factor(TIMES, -2))));

  /** The numbers of quantities and of factors, by level. */
  private static final int[][] SIZES = {
    {1, 1}, {2, 1}, {1, 2}, {2, 2}, {3, 2}, {2, 3}, {3, 3}, {2, 4}, {3, 4}, {4, 4}
  };

  /** Numbers longer than this are no use to a reader. */
  private static final long LARGEST = 1_000_000_000;

  UnitConversion() {
    super(
        "unit-conversion",
        "a sum of quantities in another unit",
        Form.FRACTION,
        List.of("hint", "quantity", "unit"),
        "Convert {quantity} to {unit}. What is the exact number?{hint}",
        "Which number x makes this true: {quantity} = x {unit}?{hint}",
        "Express {quantity} in the unit {unit}, without rounding.{hint}",
        "Write {quantity} as one exact number of the unit {unit}.{hint}",
        "What is {quantity}, measured in the unit {unit}? Give the exact value.{hint}",
        "A form asks for a number of {unit}. Which exact number stands for {quantity}?{hint}");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    while (true) {
      try {
        Problem problem = attempt(level, random);
        if (problem != null) {
          return problem;
        }
      } catch (ArithmeticException e) {
        // The numbers are too long: drawn again.
      }
    }
  }

  private static Problem attempt(int level, UniformRandomProvider random) {
    int terms = SIZES[level - 1][0];
    int factors = SIZES[level - 1][1];
    List<List<Factor>> sorts = SORTS.get(factors - 1);
    List<Factor> sort = sorts.get(random.nextInt(sorts.size()));
    List<Unit> target = units(sort, random);
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    ArrayNode quantities = given.putArray("quantities");
    StringBuilder shown = new StringBuilder();
    boolean isImperial = target.stream().anyMatch(Unit::isImperial);
    boolean hasWeek = isNamed(target, "week");
    boolean hasTonne = isNamed(target, "t");
    Fraction sum = Fraction.of(0);
    for (int i = 0; i < terms; i++) {
      List<Unit> from = units(sort, random);
      if (from.equals(target)) {
        return null;
      }
      long tenths =
          random.nextBoolean() ? 10 * (1 + random.nextLong(200)) : 1 + random.nextLong(999);
      boolean isLess = i > 0 && random.nextInt(3) == 0;
      Fraction size = Fraction.of(isLess ? -tenths : tenths, 10);
      for (int j = 0; j < sort.size(); j++) {
        int power = sort.get(j).power();
        Fraction step = over(from.get(j).size(), target.get(j).size());
        for (int k = 0; k < Math.abs(power); k++) {
          size = power > 0 ? size.times(step) : over(size, step);
        }
      }
      sum = sum.plus(size);
      String number = tenths % 10 == 0 ? tenths / 10 + "" : tenths / 10 + "." + tenths % 10;
      shown.append(i == 0 ? "" : isLess ? " - " : " + ").append(number).append(' ');
      shown.append(name(from, sort));
      quantities
          .addObject()
          .put("number", (isLess ? "-" : "") + number)
          .set("unit", units(from, sort));
      isImperial |= from.stream().anyMatch(Unit::isImperial);
      hasWeek |= isNamed(from, "week");
      hasTonne |= isNamed(from, "t");
    }
    if (sum.isNegative() || sum.numerator() > LARGEST || sum.denominator() > LARGEST) {
      return null;
    }
    given.set("to", units(target, sort));
    String hint =
        (isImperial ? " Use 1 in = 2.54 cm, 1 ft = 12 in, 1 yd = 3 ft and 1 mi = 1760 yd." : "")
            + (hasWeek ? " A week has 7 days." : "")
            + (hasTonne ? " 1 t is 1000 kg." : "");
    int work = 3 * terms * factors + terms + factors * factors;
    return new Problem(
        sum.toString(),
        given,
        work,
        hint,
        terms > 1 ? "(" + shown + ")" : shown,
        name(target, sort));
  }

  private static List<Unit> units(List<Factor> sort, UniformRandomProvider random) {
    List<Unit> units = new ArrayList<>();
    for (Factor each : sort) {
      units.add(each.units().get(random.nextInt(each.units().size())));
    }
    return units;
  }

  private static boolean isNamed(List<Unit> units, String name) {
    return units.stream().anyMatch(unit -> unit.name().equals(name));
  }

  private static Fraction over(Fraction above, Fraction below) {
    return above.times(
        Fraction.of(/* numerator= */ below.denominator(), /* denominator= */ below.numerator()));
  }

  private static String name(List<Unit> units, List<Factor> sort) {
    List<String> above = new ArrayList<>();
    List<String> below = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      int power = sort.get(i).power();
      (power > 0 ? above : below).add(units.get(i).name() + (Math.abs(power) == 2 ? "²" : ""));
    }
    String over = String.join("·", below);
    return String.join("·", above)
        + (below.isEmpty() ? "" : below.size() == 1 ? "/" + over : "/(" + over + ")");
  }

  private static ArrayNode units(List<Unit> units, List<Factor> sort) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < units.size(); i++) {
      list.addObject().put("unit", units.get(i).name()).put("power", sort.get(i).power());
    }
    return list;
  }
}
