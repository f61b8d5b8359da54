package io.seedmill.pipeline.cli;

import io.seedmill.generators.Catalogue;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.pipeline.runner.Runner;
import io.seedmill.pipeline.runner.Runners;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** Values that a shell completes. They are made when a completion script is, at no other time. */
abstract class Candidates implements Iterable<String> {

  private final Supplier<List<String>> values;

  private Candidates(Supplier<List<String>> values) {
    this.values = values;
  }

  @Override
  public Iterator<String> iterator() {
    return values.get().iterator();
  }

  /** The built-in datasets. */
  static final class Datasets extends Candidates {
    Datasets() {
      super(() -> DatasetOptions.BUILT_IN);
    }
  }

  /** The built-in generators. */
  static final class Generators extends Candidates {
    Generators() {
      super(() -> Catalogue.load().all().stream().map(GeneratorFactory::name).toList());
    }
  }

  /** The runners that are installed. */
  static final class RunnerNames extends Candidates {
    RunnerNames() {
      super(() -> Runners.installed().known().stream().map(Runner::name).toList());
    }
  }

  /** The formats of a plan. */
  static final class PlanFormats extends Candidates {
    PlanFormats() {
      super(() -> PlanCommand.FORMATS);
    }
  }

  /** The formats of a preview. */
  static final class PreviewFormats extends Candidates {
    PreviewFormats() {
      super(() -> PreviewCommand.FORMATS);
    }
  }

  /** The shapes of an export. */
  static final class Layouts extends Candidates {
    Layouts() {
      super(() -> ExportCommand.LAYOUTS);
    }
  }

  /** The only value of {@code --batch-per}. */
  static final class Cell extends Candidates {
    Cell() {
      super(() -> List.of("cell"));
    }
  }
}
