package io.seedmill.generators.sources.rows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names of the columns of CSV. A column without a name may be there, as some programs write an
 * index or a comma at the end of each line; so may two of the same name, until one is asked for.
 *
 * @param names the names in the order of the columns; some may be blank
 */
public record CsvHeader(List<String> names) {

  /** The longest header in bytes. */
  public static final int LONGEST = 1 << 20;

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");
  private static final Pattern QUOTED = Pattern.compile("(?s)\".*\"");

  public CsvHeader {
    names = List.copyOf(names);
  }

  /**
   * Reads the first row of a file as its header.
   *
   * @return empty if the file has no row
   * @throws RowException if the row is not valid CSV
   */
  public static Optional<CsvHeader> read(RowReader rows, CsvValues values)
      throws IOException, RowException {
    if (!rows.next()) {
      return Optional.empty();
    }
    if (rows.isTooLarge() || rows.length() > LONGEST) {
      throw new RowException("a header of more than " + LONGEST + " bytes");
    }
    values.read(rows.bytes(), rows.from(), rows.length());
    if (values.texts().stream().anyMatch(name -> name.indexOf(0) >= 0)) {
      throw new RowException("a byte of 0 in a name");
    }
    return Optional.of(new CsvHeader(values.texts()));
  }

  /** Returns the header with names that have no white space around them. */
  CsvHeader stripped() {
    return new CsvHeader(names.stream().map(String::strip).toList());
  }

  /**
   * Returns the header without columns at the end that have no name, as a comma at the end of each
   * line makes them: values there are too many for the row.
   */
  public CsvHeader withoutTail() {
    int size = names.size();
    while (size > 1 && names.get(size - 1).isBlank()) {
      size--;
    }
    return new CsvHeader(names.subList(0, size));
  }

  /** Returns the first name that is a number, as that of a record is in a file without a header. */
  public Optional<String> number() {
    return names.stream().filter(name -> NUMBER.matcher(name.strip()).matches()).findFirst();
  }

  /**
   * Returns the name of the only column, which may be the first word of a list without a header.
   */
  public Optional<String> only() {
    return names.size() == 1 && number().isEmpty() ? Optional.of(names.get(0)) : Optional.empty();
  }

  /** Tells if every name is in quotes, as if they were meant to enclose it. */
  public boolean isQuoted() {
    return names.stream().allMatch(name -> QUOTED.matcher(name.strip()).matches());
  }

  /** Tells if it is the line by which a spreadsheet learns the delimiter, and no header. */
  public boolean namesDelimiter() {
    return names.get(0).startsWith("sep=") && names.stream().skip(1).allMatch(String::isEmpty);
  }

  /** Returns the names of the columns that have one. */
  public List<String> given() {
    return names.stream().filter(name -> !name.isBlank()).toList();
  }

  /** Returns the names that a column has alone. */
  public List<String> distinct() {
    return names.stream()
        .filter(name -> !name.isBlank() && names.indexOf(name) == names.lastIndexOf(name))
        .toList();
  }

  /**
   * Returns the position of a column.
   *
   * @throws RowException if there is none of that name, or more than one
   */
  public int position(String name) throws RowException {
    int first = names.indexOf(name);
    if (first < 0) {
      throw new RowException("no column '" + name + "'");
    }
    int last = names.lastIndexOf(name);
    if (last != first) {
      throw new RowException(
          "the column '%s' twice, as number %d and %d".formatted(name, first + 1, last + 1));
    }
    return first;
  }

  /**
   * Returns the number of columns at the beginning that have no name, as those of an index; 0 if no
   * other column follows them.
   */
  public int index() {
    int named = names.stream().map(String::isBlank).toList().indexOf(false);
    return Math.max(0, named);
  }

  /**
   * Returns the positions of all columns but those of the {@link #index}.
   *
   * @throws RowException if a name is blank or there twice
   */
  public List<Integer> all() throws RowException {
    int index = index();
    int blank =
        names.subList(index, names.size()).stream().map(String::isBlank).toList().indexOf(true);
    if (blank >= 0) {
      throw new RowException("column number " + (index + blank + 1) + " without a name");
    }
    return named();
  }

  /**
   * Returns the positions of the columns that have a name.
   *
   * @throws RowException if a name is there twice
   */
  List<Integer> named() throws RowException {
    List<Integer> positions = new ArrayList<>();
    for (String name : names) {
      if (!name.isBlank()) {
        positions.add(position(name));
      }
    }
    return positions;
  }

  /**
   * Checks the number of values in a row. Columns at the end that have no name may be missing, and
   * blank values may follow the last column.
   *
   * @throws RowException if there are too few or too many
   */
  public void requireFits(CsvValues row) throws RowException {
    int size = row.size();
    while (size > names.size() && row.isBlank(size - 1)) {
      size--;
    }
    int needed = names.size();
    while (needed > size && names.get(needed - 1).isBlank()) {
      needed--;
    }
    if (size < needed || size > names.size()) {
      throw new RowException(
          "values in the row: %d; columns: %d".formatted(row.size(), names.size()));
    }
  }
}
