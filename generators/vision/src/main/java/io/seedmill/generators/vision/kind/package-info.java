/** A kind of task for image and video models. */
package io.seedmill.generators.vision.kind;
