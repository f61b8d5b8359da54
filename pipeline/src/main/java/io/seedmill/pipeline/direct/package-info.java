/** Running in this JVM, on Beam's DirectRunner. */
package io.seedmill.pipeline.direct;
