/** Tasks about ways from one place to another. */
package io.seedmill.generators.vision.routes;
