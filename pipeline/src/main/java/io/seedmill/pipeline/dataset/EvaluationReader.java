package io.seedmill.pipeline.dataset;

import io.seedmill.generators.InputFiles;
import io.seedmill.generators.UnusableException;
import io.seedmill.generators.sources.files.EvaluationFiles;
import io.seedmill.transforms.evaluation.EvaluationTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads the evaluation texts that a spec names. */
public final class EvaluationReader {

  static final String KEY = "against";

  private EvaluationReader() {}

  /**
   * Reads all texts.
   *
   * @param files the names of the files, as the spec has them
   * @param ngrams how many words a sample and a text have to share
   * @param fields the fields of rows whose texts are read; none for all
   * @param folder where relative names begin
   * @throws UnusableException if they are not what is needed; its parameter is in {@code dedupe}
   */
  public static EvaluationTexts read(
      List<String> files, int ngrams, List<String> fields, Path folder, InputFiles inputs)
      throws UnusableException, IOException {
    EvaluationTexts.Builder texts = new EvaluationTexts.Builder(ngrams);
    new EvaluationFiles(KEY, "againstFields")
        .read(
            files,
            fields,
            folder,
            inputs,
            new EvaluationFiles.Sink() {
              @Override
              public void file(String name, String row) {
                texts.file(new EvaluationTexts.Source(name, row));
              }

              @Override
              public void text(long row, String text) throws UnusableException {
                texts.add(row, text);
                if (texts.runs() > EvaluationTexts.MOST_RUNS) {
                  throw new UnusableException(
                      "/" + KEY,
                      "more than %,d different runs of %d words"
                          .formatted(EvaluationTexts.MOST_RUNS, ngrams),
                      "fewer files, or 'againstFields' with fewer fields");
                }
              }
            });
    if (texts.runs() == 0) {
      throw new UnusableException(
          "/" + KEY,
          "no text of at least %d words".formatted(EvaluationTexts.FEWEST_WORDS),
          "files with texts that can be compared");
    }
    return texts.build();
  }
}
