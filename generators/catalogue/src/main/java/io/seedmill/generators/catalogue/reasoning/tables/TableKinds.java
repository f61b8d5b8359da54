package io.seedmill.generators.catalogue.reasoning.tables;

import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import java.util.List;
import java.util.function.Supplier;

/** The kinds of this package. */
public final class TableKinds {

  /** All of them. */
  public static final List<Supplier<Kind>> ALL =
      List.of(Spreadsheet::new, TableQuery::new, SqlQuery::new, JsonQuery::new);

  private TableKinds() {}
}
