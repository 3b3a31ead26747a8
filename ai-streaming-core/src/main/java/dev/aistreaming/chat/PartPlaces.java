package dev.aistreaming.chat;

import java.util.List;

/** Defines which parts may appear where, and rejects by name those that no provider accepts there. */
final class PartPlaces implements Part.Visitor<Part> {

    static final PartPlaces IN_TOOL_RESULT = new PartPlaces("the content of a tool result", true, true, false, false);

    private static final PartPlaces IN_SYSTEM =
            new PartPlaces("a message of the role system", true, false, false, false);
    private static final PartPlaces IN_USER = new PartPlaces("a message of the role user", true, true, false, false);
    private static final PartPlaces IN_ASSISTANT =
            new PartPlaces("a message of the role assistant", true, true, true, false);
    private static final PartPlaces IN_TOOL = new PartPlaces("a message of the role tool", false, false, false, true);

    private final String place;
    private final boolean texts;
    private final boolean media;
    private final boolean ofModel;
    private final boolean toolResults;

    private PartPlaces(String place, boolean texts, boolean media, boolean ofModel, boolean toolResults) {
        this.place = place;
        this.texts = texts;
        this.media = media;
        this.ofModel = ofModel;
        this.toolResults = toolResults;
    }

    static PartPlaces in(Role role) {
        return switch (role) {
            case SYSTEM -> IN_SYSTEM;
            case USER -> IN_USER;
            case ASSISTANT -> IN_ASSISTANT;
            case TOOL -> IN_TOOL;
        };
    }

    /** A blank text becomes an empty list. */
    static List<Part> textOrNothing(String text) {
        return Fields.isBlank(text) ? List.of() : List.of(new Part.Text(text));
    }

    private Part checked(boolean allowed, String what, String remedy, Part part) {
        if (!allowed) {
            throw AiException.invalidRequest(what + " cannot stand in " + place + ": " + remedy);
        }
        return part;
    }

    @Override
    public Part text(Part.Text part) {
        return checked(texts, "a text", "use Message.toolResult, or another role", part);
    }

    @Override
    public Part image(Part.Image part) {
        return media("an image", part);
    }

    @Override
    public Part file(Part.File part) {
        return media("a file", part);
    }

    @Override
    public Part audio(Part.Audio part) {
        return media("audio", part);
    }

    private Part media(String what, Part part) {
        return checked(media, what, "put it into a message of the role user", part);
    }

    @Override
    public Part toolUse(Part.ToolUse part) {
        return checked(ofModel, "a tool use", "put it into a message of the role assistant", part);
    }

    @Override
    public Part toolResult(Part.ToolResult part) {
        return checked(toolResults, "a tool result", "put it into a message of the role tool", part);
    }

    @Override
    public Part providerState(Part.ProviderState part) {
        return checked(
                ofModel, "provider state", "put it into the message of the role assistant in whose turn it came", part);
    }
}
