/** The vocabulary everybody may use: requests, events, answers, errors, and the contract of a call. A leaf. */
@NullMarked
package dev.aistreaming.chat;

import org.jspecify.annotations.NullMarked;
