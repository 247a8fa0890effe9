"""Pictures on their way in: from files, folders, the web and the clipboard, prepared and kept, onto entries."""
