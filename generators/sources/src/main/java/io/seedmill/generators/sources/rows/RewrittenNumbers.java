package io.seedmill.generators.sources.rows;

import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The numbers of a file that may be meant as something else: those of JSON whose text is not kept,
 * such as {@code 3.10}, and one in place of a name in the header of CSV.
 */
public final class RewrittenNumbers {

  private static final Logger LOG = LoggerFactory.getLogger(RewrittenNumbers.class);

  private final String file;
  private String first;
  private String inHeader;
  private long rows;

  /**
   * @param file the name of the file
   */
  public RewrittenNumbers(String file) {
    this.file = file;
  }

  /** Notes the numbers of the current row. */
  public void note(Rows of) throws IOException {
    inHeader = of.numberInHeader().orElse(null);
    Optional<String> number = of.rewrittenNumber();
    if (number.isPresent()) {
      rows++;
      if (first == null) {
        first =
            "%1$s: %2$s: %3$s is read as the number %4$s; write \"%3$s\" with quotes for a text"
                .formatted(file, of.place(), number.get(), Rows.written(number.get()));
      }
    }
  }

  /** Warns of them in the log, in one line. */
  public void warn() {
    text().ifPresent(LOG::warn);
    if (inHeader != null) {
      LOG.warn(
          "{}: the name '{}' is a number; the first line is the header, and no record of the file",
          file,
          inHeader);
    }
  }

  /** Returns the warning; empty if there are none. */
  Optional<String> text() {
    return Optional.ofNullable(first)
        .map(line -> rows == 1 ? line : line + "; rows with such numbers: " + rows);
  }
}
