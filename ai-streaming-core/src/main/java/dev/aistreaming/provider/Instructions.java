package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Role;
import java.util.ArrayList;
import java.util.List;

/** For protocols without system messages: all instructions are sent separately. */
final class Instructions {

    private Instructions() {}

    /** All instructions, separated by blank lines; empty if there are none. */
    static String of(ChatRequest request) {
        List<String> instructions = new ArrayList<>();
        if (request.system() != null) {
            instructions.add(request.system());
        }
        for (Message message : request.messages()) {
            if (message.role() == Role.SYSTEM) {
                instructions.add(ContentBlocks.text(message.parts()));
            }
        }
        return String.join("\n\n", instructions);
    }
}
