package io.seedmill.transforms.write;

import io.seedmill.generators.sources.rows.Compression;
import io.seedmill.transforms.schema.RecordSchema;
import java.util.Optional;

/** A format without frames whose bytes are compressed. Its name, survey and rows are the same. */
sealed interface CompressedFormat extends PartFormat permits GzipFormat, ZstdFormat {

  /** Returns the format that is compressed. */
  PartFormat plain();

  @Override
  default String name() {
    return plain().name();
  }

  @Override
  default String extension() {
    return plain().extension() + compression().ending();
  }

  @Override
  default Survey newSurvey() {
    return plain().newSurvey();
  }

  @Override
  default Optional<PartFormat> withoutMetadata() {
    return plain().withoutMetadata().flatMap(format -> format.compressed(compression()));
  }

  @Override
  default PartFormat withSchema(RecordSchema schema) {
    return plain().withSchema(schema).compressed(compression()).orElseThrow();
  }

  @Override
  default Remarks remarks(Survey all) {
    return plain().remarks(all);
  }

  @Override
  default Optional<PartFormat> compressed(Compression other) {
    return plain().compressed(other);
  }
}
