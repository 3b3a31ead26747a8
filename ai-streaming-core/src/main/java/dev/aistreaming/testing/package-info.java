/** For the tests of applications: a provider that needs no network and does what a test says. */
@NullMarked
package dev.aistreaming.testing;

import org.jspecify.annotations.NullMarked;
