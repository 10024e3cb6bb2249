"""The command line: thin commands that read, call and show. Standard output is data, standard error words."""
