/** What providers sent, kept in files: bytes, cuts and times. */
@NullMarked
package dev.aistreaming.recording;

import org.jspecify.annotations.NullMarked;
