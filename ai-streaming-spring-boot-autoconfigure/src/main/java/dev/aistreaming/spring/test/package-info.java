/** For the tests of applications: their providers are scripted. */
@NullMarked
package dev.aistreaming.spring.test;

import org.jspecify.annotations.NullMarked;
