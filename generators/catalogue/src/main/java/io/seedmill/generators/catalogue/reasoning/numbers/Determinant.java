package io.seedmill.generators.catalogue.reasoning.numbers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The determinant of a matrix of whole numbers. */
final class Determinant extends Kind {

  Determinant() {
    super(
        "determinant",
        "the determinant of a matrix",
        Form.INTEGER,
        List.of("matrix"),
        "What is the determinant of this matrix?\n\n{matrix}",
        "Compute the determinant.\n\n{matrix}",
        "{matrix}\n\nFind the determinant of the matrix above.",
        "Work out det A for A =\n\n{matrix}");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int size = 2 + (level + 1 + random.nextInt(4)) / 5;
    int largest = 4 + 2 * level;
    long[][] matrix = new long[size][size];
    StringBuilder shown = new StringBuilder();
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    for (int y = 0; y < size; y++) {
      ArrayNode row = rows.addArray();
      shown.append(y == 0 ? "[" : "\n[");
      for (int x = 0; x < size; x++) {
        matrix[y][x] = random.nextLong(2L * largest + 1) - largest;
        row.add(matrix[y][x]);
        shown.append(x == 0 ? "" : ", ").append(matrix[y][x]);
      }
      shown.append(']');
    }
    ObjectNode given = JsonNodeFactory.instance.objectNode().set("matrix", rows);
    long work = Integer.toString(largest).length() + (long) size * size * size * largest / 8;
    return new Problem(Long.toString(determinant(matrix)), given, work, shown);
  }

  /** By Bareiss: every division comes out even. */
  private static long determinant(long[][] matrix) {
    int size = matrix.length;
    long sign = 1;
    long before = 1;
    for (int k = 0; k < size - 1; k++) {
      int pivot = k;
      while (pivot < size && matrix[pivot][k] == 0) {
        pivot++;
      }
      if (pivot == size) {
        return 0;
      }
      if (pivot != k) {
        long[] row = matrix[pivot];
        matrix[pivot] = matrix[k];
        matrix[k] = row;
        sign = -sign;
      }
      for (int y = k + 1; y < size; y++) {
        for (int x = k + 1; x < size; x++) {
          matrix[y][x] = (matrix[y][x] * matrix[k][k] - matrix[y][k] * matrix[k][x]) / before;
        }
      }
      before = matrix[k][k];
    }
    return sign * matrix[size - 1][size - 1];
  }
}
