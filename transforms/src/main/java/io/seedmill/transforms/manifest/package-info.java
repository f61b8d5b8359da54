/** What a published run says about itself. */
package io.seedmill.transforms.manifest;
