package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GeneratorKind;
import io.seedmill.pipeline.dataset.DatasetSpec.Entry;
import io.seedmill.pipeline.matrix.Axis;
import io.seedmill.pipeline.matrix.Combination;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A generator as the spec's author wrote it, and the cells that its matrix makes of it.
 *
 * @param name its name in the spec, with placeholders where it has some
 * @param factory the generator
 * @param axes the axes of its matrix, items and dates among them; none where it has no matrix
 * @param groupBy the axes whose values keep cells together in one batch
 * @param source what the author wrote, defaults filled in, items from files among it
 * @param cells its entries in the dataset, in order; one where it has no matrix
 * @param at where it stands in the spec
 */
@RecordBuilder
public record GeneratorSpec(
    String name,
    GeneratorKind factory,
    List<Axis> axes,
    List<String> groupBy,
    ObjectNode source,
    List<Entry> cells,
    JsonPointer at)
    implements GeneratorSpecBuilder.With {

  public GeneratorSpec {
    axes = List.copyOf(axes);
    groupBy = List.copyOf(groupBy);
    cells = List.copyOf(cells);
  }

  /** Returns whether a run keeps what it has finished of it, unless the spec says otherwise. */
  boolean isExpensive() {
    return factory.traits().expensive();
  }

  /** Returns the files that are part of the identity of its cells. */
  public SortedSet<Path> sources() {
    SortedSet<Path> files = new TreeSet<>();
    cells.forEach(cell -> files.addAll(cell.prepared().sources()));
    return files;
  }

  /** Returns the number of indices that its cells ask for in all. */
  public long samples() {
    return cells.stream().mapToLong(Entry::samples).sum();
  }

  /** Returns whether its author says what its samples cost. */
  public boolean isWeighted() {
    return source.has("weight");
  }

  /** Returns every name that one of its cells has a value for. */
  public Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    axes.forEach(axis -> keys.add(axis.name()));
    List<String> last = List.of();
    for (Entry cell : cells) {
      Combination values = cell.cell().at();
      if (values.axes() != last) { // most cells share one list
        last = values.axes();
        keys.addAll(last);
      }
    }
    return keys;
  }

  /** Returns the same generator with some of its cells. */
  GeneratorSpec only(Predicate<Entry> wanted) {
    return withCells(cells.stream().filter(wanted).toList());
  }
}
