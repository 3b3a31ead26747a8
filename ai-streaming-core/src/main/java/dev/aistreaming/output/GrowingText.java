package dev.aistreaming.output;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.node.JsonNodeType;
import tools.jackson.databind.node.StringNode;
import tools.jackson.databind.node.ValueNode;

/**
 * A string whose end has not arrived. It becomes a {@code String} only when it is read, so that a long text that nobody reads is
 * not copied for each piece.
 */
final class GrowingText extends ValueNode {

    private static final long serialVersionUID = 1L;

    private final transient StringBuilder text;
    private transient @Nullable String asRead;

    /** @param text modified elsewhere */
    GrowingText(StringBuilder text) {
        this.text = text;
    }

    private String text() {
        String read = asRead;
        if (read == null || read.length() != text.length()) {
            read = text.toString();
            asRead = read;
        }
        return read;
    }

    @Override
    public JsonNodeType getNodeType() {
        return JsonNodeType.STRING;
    }

    @Override
    public JsonToken asToken() {
        return JsonToken.VALUE_STRING;
    }

    @Override
    public String stringValue() {
        return text();
    }

    @Override
    public String stringValue(@Nullable String otherwise) {
        return text();
    }

    @Override
    protected String _asString() {
        return text();
    }

    @Override
    protected String _valueDesc() {
        return "'" + text() + "'";
    }

    @Override
    public void serialize(JsonGenerator json, SerializationContext context) {
        json.writeString(text());
    }

    @Override
    public StringNode deepCopy() {
        return StringNode.valueOf(text());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonNode node
                && node.isString()
                && node.stringValue().equals(text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }
}
