/** Finds samples that are much like each other, and keeps one of them. */
package io.seedmill.transforms.near;
