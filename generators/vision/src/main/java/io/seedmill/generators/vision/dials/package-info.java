/** Tasks about reading and setting what an instrument shows. */
package io.seedmill.generators.vision.dials;
