/** What tests of several modules need: scripted providers, a listener that watches the contract, and the contract's tests. */
@NullMarked
package dev.aistreaming.testing;

import org.jspecify.annotations.NullMarked;
