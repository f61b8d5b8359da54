package io.seedmill.generators.catalogue.reasoning.tables;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The value of a cell of a spreadsheet whose formulas use other cells. */
final class Spreadsheet extends Kind {

  Spreadsheet() {
    super(
        "spreadsheet",
        "the value of a cell whose formula uses other cells",
        Form.INTEGER,
        List.of("cells", "cell"),
        "A spreadsheet has these cells:\n\n{cells}\n\nWhat is the value of {cell}?",
        "{cells}\n\nThese are all cells of a sheet. Which number does {cell} show?",
        "Work out the value of cell {cell}.\n\n{cells}",
        "In the sheet below, formulas begin with '='. What does {cell} come to?\n\n{cells}");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int inputs = 3 + level / 3;
    int formulas = level;
    List<String> names = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    List<Long> values = new ArrayList<>();
    for (int i = 0; i < inputs + formulas; i++) {
      names.add((char) ('A' + i % 3) + Integer.toString(1 + i / 3));
    }
    for (int i = 0; i < inputs; i++) {
      values.add(1 + random.nextLong(12 + 4L * level));
      lines.add(names.get(i) + ": " + values.get(i));
    }
    long work = 0;
    for (int i = inputs; i < inputs + formulas; i++) {
      int kind = random.nextInt(6);
      int a = i == inputs ? random.nextInt(i) : i - 1 - random.nextInt(Math.min(i, 3));
      int b = random.nextInt(i);
      long x = values.get(a);
      long y = values.get(b);
      String left = names.get(a);
      String right = names.get(b);
      String formula;
      if (kind == 0 && Math.abs(x * y) < 1_000_000) {
        formula = left + "*" + right;
        values.add(x * y);
      } else if (kind == 1) {
        formula = left + "-" + right;
        values.add(x - y);
      } else if (kind == 2) {
        formula = "MAX(" + left + "," + right + ")";
        values.add(Math.max(x, y));
      } else if (kind == 3) {
        formula = "IF(" + left + ">" + right + "," + left + "-" + right + "," + right + "+1)";
        values.add(x > y ? x - y : y + 1);
      } else if (kind == 4) {
        int last = Math.min(i - 1, 2);
        formula = "SUM(A1:" + (char) ('A' + last) + "1)";
        long sum = 0;
        for (int j = 0; j <= last; j++) {
          sum += values.get(j);
        }
        values.add(sum);
      } else {
        formula = left + "+" + right;
        values.add(x + y);
      }
      work += 2;
      lines.add(names.get(i) + ": =" + formula);
    }
    ObjectNode given =
        JsonNodeFactory.instance.objectNode().put("cell", names.get(names.size() - 1));
    lines.forEach(given.putArray("cells")::add);
    return new Problem(
        Long.toString(values.get(values.size() - 1)),
        given,
        work + inputs,
        String.join("\n", lines),
        names.get(names.size() - 1));
  }
}
